package dev.drydock.coordinator.http;

import dev.drydock.coordinator.domain.Mistakes;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Bytes that must be UTF-8 text. */
final class Utf8 {

  /** Without a byte order mark; empty when it is not UTF-8, which is noted with its line. */
  static Optional<String> text(byte[] bytes, Mistakes mistakes) {
    var in = ByteBuffer.wrap(bytes);
    var out = CharBuffer.allocate(bytes.length + 1);
    var result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    if (result.isError()) {
      mistakes.add(lineOf(bytes, in.position()), null, "is not UTF-8 text from here on");
      return Optional.empty();
    }
    var text = out.flip().toString();
    return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  private static int lineOf(byte[] bytes, int position) {
    int line = 1;
    for (int i = 0; i < position; i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    return line;
  }

  private Utf8() {}
}
