package dev.drydock.messaging;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An exception as a log may show it: never its messages, which may hold values or passwords. */
final class Causes {
  private static final int MAX_CAUSES = 10;
  private static final int MAX_FRAMES = 30;

  /** The classes of its causes, each with its topmost frames. */
  static String of(Throwable thrown) {
    return Stream.<Throwable>iterate(thrown, t -> t != null, Throwable::getCause)
        .limit(MAX_CAUSES)
        .map(Causes::one)
        .collect(Collectors.joining("\ncaused by "));
  }

  private static String one(Throwable thrown) {
    return Stream.of(thrown.getStackTrace())
        .limit(MAX_FRAMES)
        .map(frame -> "\n\tat " + frame)
        .collect(Collectors.joining("", thrown.getClass().getName(), ""));
  }

  private Causes() {}
}
