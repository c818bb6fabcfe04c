"""The formats: functions from a report to text or bytes, which know blocks and nothing else."""
