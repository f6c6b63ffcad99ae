"""`make bench`: how fast Remit is, always as a share of what this machine could do at best in the same minute."""
