"""Existing data (dữ liệu đã có): sheets of the shared system taken in, and given out."""
