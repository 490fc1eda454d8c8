"""Who may speak to the hub: certificates, paired devices, clerks, and the secrets behind people's hashes and tokens."""
