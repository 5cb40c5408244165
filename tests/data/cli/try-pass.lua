return all { "backup.exists", "alarms" }
