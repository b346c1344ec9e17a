"""What readers see: pages and feeds from approved comments. It reads no mail."""
