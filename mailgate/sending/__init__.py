"""Sending: a letter becomes bytes, waits in the outbox, and is handed to the smarthost."""
