"""Who is asking, and what they may do: passphrases, codes, sessions, devices, throttling."""
