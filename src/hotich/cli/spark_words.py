"""What does the shell say when Spark cannot do a job?"""

from django.utils.translation import gettext as _

from hotich.engines.spark import (
    JavaMissingError,
    NoExtractsError,
    PysparkMissingError,
    SparkError,
)


def spark_sentence(fault: SparkError) -> str:
    """Return what is wrong with Spark and what to do, in the language of the reader."""
    match fault:
        case PysparkMissingError():
            return _(
                "Chưa cài pyspark. Hãy cài hotich[spark], hoặc bỏ --engine spark để chạy bằng "
                "DuckDB."
            )
        case JavaMissingError():
            return _(
                "Spark cần Java 17, máy này chưa có. Hãy cài Java 17 và đặt JAVA_HOME, hoặc bỏ "
                "--engine spark để chạy bằng DuckDB."
            )
        case NoExtractsError():
            return _(
                "{folder} không có tệp dân cư CSV hoặc Parquet. Dân cư đã chuẩn bị chỉ dùng "
                "được với DuckDB; với Spark hãy đưa các tệp gốc."
            ).format(folder=fault.folder)
        case _:
            return _("Spark không làm được: {reason}").format(reason=fault)
