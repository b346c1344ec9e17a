"""Who wrote this mail, as far as the DNS can prove it: SPF, DKIM, ARC, DMARC, or what our own front server stamped."""
