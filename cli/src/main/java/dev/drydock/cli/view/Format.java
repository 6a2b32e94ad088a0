package dev.drydock.cli.view;

/** What {@code -o} takes. */
public enum Format {
  TABLE,
  WIDE,
  JSON,
  JSONL,
  NAME
}
