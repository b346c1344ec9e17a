"""What mailgate remembers: types, tables and repositories. It reads no mail and makes no HTML."""
