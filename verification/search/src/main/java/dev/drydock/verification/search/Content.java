package dev.drydock.verification.search;

/**
 * What a tenant's database holds, in seven bits: how often each of the release's two statements has
 * taken effect, whether the history shows the release, and in which state the application left the
 * rows (another one in each pass, since it writes whenever it is let in).
 */
final class Content {
  static final int BITS = 7;
  private static final int MOST = 3;
  private static final int HISTORY = 1;

  static int of(int version, int first, int second, boolean history) {
    return version << 5
        | Math.min(first, MOST) << 3
        | Math.min(second, MOST) << 1
        | (history ? HISTORY : 0);
  }

  static int version(int content) {
    return content >> 5 & MOST;
  }

  static int first(int content) {
    return content >> 3 & MOST;
  }

  static int second(int content) {
    return content >> 1 & MOST;
  }

  static boolean history(int content) {
    return (content & HISTORY) != 0;
  }

  static int withFirst(int content) {
    return of(version(content), first(content) + 1, second(content), history(content));
  }

  static int withSecond(int content) {
    return of(version(content), first(content), second(content) + 1, history(content));
  }

  static int withHistory(int content) {
    return content | HISTORY;
  }

  static int inNextVersion(int content) {
    return of((version(content) + 1) & MOST, first(content), second(content), history(content));
  }

  static boolean old(int content) {
    return first(content) == 0 && second(content) == 0 && !history(content);
  }

  static boolean migrated(int content) {
    return first(content) == 1 && second(content) == 1 && history(content);
  }

  static String text(int content) {
    if (old(content)) {
      return "old";
    }
    return migrated(content)
        ? "new"
        : "neither (first statement %d, second statement %d, history %s)"
            .formatted(first(content), second(content), history(content) ? "new" : "old");
  }

  private Content() {}
}
