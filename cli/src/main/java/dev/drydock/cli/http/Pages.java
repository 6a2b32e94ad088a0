package dev.drydock.cli.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Follows a list's cursors; the items are the answer's one array, whatever it is called. */
final class Pages {
  private static final int MOST_PAGES = 100_000;

  private Pages() {}

  static Stream<JsonNode> of(Api api, String path) {
    var first = api.get(path);
    return Stream.iterate(
            Optional.of(first),
            Optional::isPresent,
            page -> page.map(Pages::cursor).flatMap(cursor -> after(api, path, cursor)))
        .limit(MOST_PAGES)
        .flatMap(Optional::stream)
        .flatMap(Pages::items);
  }

  private static Optional<JsonNode> after(Api api, String path, String cursor) {
    return cursor.isEmpty() ? Optional.empty() : Optional.of(api.get(next(path, cursor)));
  }

  private static String next(String path, String cursor) {
    return path + (path.contains("?") ? "&" : "?") + "cursor=" + Api.encoded(cursor);
  }

  private static String cursor(JsonNode page) {
    for (var name : new String[] {"cursor", "nextCursor", "next"}) {
      if (page.path(name).isTextual()) {
        return page.path(name).asText();
      }
    }
    return "";
  }

  private static Stream<JsonNode> items(JsonNode page) {
    if (page.isArray()) {
      return StreamSupport.stream(page.spliterator(), false);
    }
    return page.properties().stream()
        .map(java.util.Map.Entry::getValue)
        .filter(JsonNode::isArray)
        .flatMap(list -> StreamSupport.stream(list.spliterator(), false));
  }
}
