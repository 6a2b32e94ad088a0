package dev.drydock.verification.fuzz.targets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.SortedMap;
import java.util.TreeMap;

/** A bundle as one text that people can read: each file behind a line {@code === path}. */
final class BundleText {
  private static final String MARK = "=== ";
  private static final int MOST_FILES = 50;

  static SortedMap<String, byte[]> files(byte[] input) {
    var files = new TreeMap<String, byte[]>();
    for (var part : new String(input, ISO_8859_1).split("(?m)^" + MARK, MOST_FILES)) {
      int end = part.indexOf('\n');
      if (end > 0 && end < 256) {
        files.put(part.substring(0, end), part.substring(end + 1).getBytes(ISO_8859_1));
      }
    }
    return files;
  }

  private BundleText() {}
}
