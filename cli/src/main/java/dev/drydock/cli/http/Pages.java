package dev.drydock.cli.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Follows a list's cursors; the items are the answer's one array, whatever it is called. */
final class Pages {
  private static final int MOST_PAGES = 100_000;

  private Pages() {}

  static Stream<JsonNode> of(Api api, String path) {
    return Stream.iterate(
            api.get(path),
            Objects::nonNull,
            page -> cursor(page).isEmpty() ? null : api.get(next(path, cursor(page))))
        .limit(MOST_PAGES)
        .flatMap(Pages::items);
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
