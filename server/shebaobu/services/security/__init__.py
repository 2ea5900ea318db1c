"""What an account does about its own security: its factors, its passphrase, its sessions; a module each."""
