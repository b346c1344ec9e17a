"""Everything of mailgate that speaks: mail in, letters out, commands."""
