package dev.drydock.coordinator.http;

import dev.drydock.access.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Opaque cursors: what came last on the page before. */
final class Cursors {
  static final int MOST_PER_PAGE = 1000;
  private static final String PREFIX = "1:";

  static String of(String last) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((PREFIX + last).getBytes(StandardCharsets.UTF_8));
  }

  /** {@code null} for the first page. */
  static <T> @Nullable T parse(@Nullable String cursor, Function<String, T> reading) {
    if (cursor == null || cursor.isEmpty()) {
      return null;
    }
    try {
      var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (text.startsWith(PREFIX)) {
        return reading.apply(text.substring(PREFIX.length()));
      }
    } catch (IllegalArgumentException e) {
      // said below, without the text
    }
    throw Problem.of("invalid-cursor", "The cursor is none of ours", 422)
        .detail("Take it from 'next' of the page before, or leave it out.")
        .exception();
  }

  static int limit(@Nullable Integer limit) {
    int wanted = limit == null ? 100 : limit;
    if (wanted < 1 || wanted > MOST_PER_PAGE) {
      throw Problem.of("invalid-limit", "The limit is out of range", 422)
          .detail("'limit' is from 1 to " + MOST_PER_PAGE + ".")
          .exception();
    }
    return wanted;
  }

  /** The cursor of the page after, {@code null} when this one was not full. */
  static <T> @Nullable String next(List<T> page, int limit, Function<T, String> key) {
    return page.size() < limit ? null : of(key.apply(page.getLast()));
  }

  private Cursors() {}
}
