"""SMTP and LMTP as the world may speak it to us: bounded, strict, and with no word about what stands behind.

`session` is the dialogue (a subclass of aiosmtpd's), `inbox` and `content` read what the client sends, `crowd` counts
and ends sessions, `replies` holds every text. What to say to an address or a message is decided in `mailgate.door`.
"""
