package dev.drydock.cli.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Answers go to stdout in the format that was asked for; everything else is talk on stderr. */
public final class Output {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Format format;
  private final PrintStream data;
  private final PrintStream talk;
  private final Terminal terminal;

  public Output(Format format, PrintStream data, PrintStream talk, Terminal terminal) {
    this.format = format;
    this.data = data;
    this.talk = talk;
    this.terminal = terminal;
  }

  public static Output of(Format format, Map<String, String> environment) {
    return new Output(format, System.out, System.err, Terminal.of(environment));
  }

  public Format format() {
    return format;
  }

  public Terminal terminal() {
    return terminal;
  }

  public PrintStream data() {
    return data;
  }

  public PrintStream talk() {
    return talk;
  }

  /** For people, also when stdout is a pipe that wants JSON. */
  public void say(String line) {
    talk.println(line);
  }

  /** A list; the name is what {@code -o name} prints. */
  public void list(Stream<JsonNode> items, String namePointer, List<Column> columns) {
    switch (format) {
      case JSON -> data.println(pretty(JSON.valueToTree(items.toList())));
      case JSONL -> items.forEach(item -> data.println(item));
      case NAME -> items.forEach(item -> data.println(SafeText.of(item.at(namePointer).asText())));
      case TABLE, WIDE -> table(items.toList(), columns);
    }
    data.flush();
  }

  private void table(List<JsonNode> items, List<Column> columns) {
    var shown = columns.stream().filter(each -> !each.wide() || format == Format.WIDE).toList();
    var table = new Table();
    table.row(shown.stream().map(Column::header).toList());
    items.forEach(item ->
        table.row(shown.stream().map(column -> SafeText.of(column.value().apply(item))).toList()));
    table.lines().forEach(data::println);
  }

  /** One thing; the lines are what people see. */
  public void one(JsonNode item, String namePointer, List<String> lines) {
    switch (format) {
      case JSON -> data.println(pretty(item));
      case JSONL -> data.println(item);
      case NAME -> data.println(SafeText.of(item.at(namePointer).asText()));
      case TABLE, WIDE -> lines.forEach(data::println);
    }
    data.flush();
  }

  private static String pretty(JsonNode item) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(item);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
