package dev.drydock.access;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An exception as a log may show it: the classes of its causes and where they were thrown. Never a
 * message, which may hold a row's values or a URL with a password.
 */
public final class Causes {
  private static final int MAX_CAUSES = 10;
  private static final int MAX_FRAMES = 30;

  /** {@code IllegalStateException < SQLException}: the outermost first. */
  public static String classesOf(Throwable thrown) {
    return String.join(" < ", chain(thrown).stream().map(t -> t.getClass().getName()).toList());
  }

  /** The classes, and of each the topmost 30 frames. */
  public static String of(Throwable thrown) {
    var text = new StringBuilder();
    for (var each : chain(thrown)) {
      text.append(text.isEmpty() ? "" : "\ncaused by ").append(each.getClass().getName());
      var frames = each.getStackTrace();
      for (int i = 0; i < Math.min(frames.length, MAX_FRAMES); i++) {
        text.append("\n\tat ").append(frames[i]);
      }
      if (frames.length > MAX_FRAMES) {
        text.append("\n\t... ").append(frames.length - MAX_FRAMES).append(" more");
      }
    }
    return text.toString();
  }

  /** Ends where a cause comes around again. */
  private static List<Throwable> chain(Throwable thrown) {
    var seen = Collections.<Throwable>newSetFromMap(new IdentityHashMap<>());
    var chain = new ArrayList<Throwable>();
    @Nullable Throwable next = thrown;
    while (next != null && seen.add(next) && chain.size() < MAX_CAUSES) {
      chain.add(next);
      next = next.getCause();
    }
    return chain;
  }

  private Causes() {}
}
