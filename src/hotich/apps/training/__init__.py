"""Practice (luyện tập): a book of invented people for each officer, and his own score."""
