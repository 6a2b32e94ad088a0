package dev.drydock.verification.fuzz.targets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record as a text that people can read: {@code name: value} lines, an empty line, the data.
 * Every byte stands for itself, so that a fuzzer can write anything.
 */
@SuppressWarnings("ArrayRecordComponent") // carries bytes, is never compared
record RecordText(Headers headers, byte[] data) {
  private static final int MOST_HEADERS = 200;

  static RecordText of(byte[] input) {
    var text = new String(input, ISO_8859_1);
    int end = text.indexOf("\n\n");
    var head = end < 0 ? text : text.substring(0, end);
    var data = end < 0 ? "" : text.substring(end + 2);
    var headers = new RecordHeaders();
    head.lines()
        .limit(MOST_HEADERS)
        .forEach(line -> {
          int colon = line.indexOf(": ");
          if (colon < 0) {
            headers.add(line, null);
          } else {
            headers.add(line.substring(0, colon), line.substring(colon + 2).getBytes(ISO_8859_1));
          }
        });
    return new RecordText(headers, data.getBytes(ISO_8859_1));
  }
}
