"""A data file that was handed out is opened by its receiver, and by nobody else."""

from pathlib import Path

from hotich.apps.exports.sealing import close_for
from hotich.cli import main


def run(*arguments: str | Path) -> int:
    return main.main([str(one) for one in arguments])


def test_the_receiver_opens_the_file_and_nobody_else(tmp_path: Path, capsys):
    assert run("open", "--new-key", tmp_path / "mine.key") == 0
    public = capsys.readouterr().out.strip()
    assert public.startswith("age1")
    file = tmp_path / "list.xlsx.age"
    file.write_bytes(close_for(public, b"content"))
    assert run("open", file, "--key", tmp_path / "mine.key") == 0
    assert (tmp_path / "list.xlsx").read_bytes() == b"content"
    assert run("open", file, "--key", tmp_path / "mine.key") == 1  # it is there already
    run("open", "--new-key", tmp_path / "other.key")
    assert run("open", file, "--key", tmp_path / "other.key", "--to", tmp_path / "x") == 1
    assert not (tmp_path / "x").exists()
    file.write_bytes(file.read_bytes()[:-1])
    assert run("open", file, "--key", tmp_path / "mine.key", "--to", tmp_path / "x") == 1
    assert run("open", file) == 2
    assert run("open", "--new-key", tmp_path / "mine.key") == 1
