package dev.drydock.cli.command;

import dev.drydock.cli.view.Format;
import dev.drydock.cli.view.Output;
import picocli.CommandLine.Option;

/** How to print the answer. */
final class OutputOptions {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "table, wide, json, jsonl or name (default: table)")
  private Format format = Format.TABLE;

  Output output() {
    return Output.of(format, System.getenv());
  }
}
