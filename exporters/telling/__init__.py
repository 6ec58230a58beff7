"""Diagnostics as documents for programs: JSON, workflow commands of GitHub, SARIF. Nothing is opened or printed."""
