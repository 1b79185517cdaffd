"""Bulk look-up (tra cứu hàng loạt): proposals of a job, each confirmed by an officer or not."""
