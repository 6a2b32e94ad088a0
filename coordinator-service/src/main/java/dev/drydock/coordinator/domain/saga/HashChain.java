package dev.drydock.coordinator.domain.saga;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Each transition's hash covers the one before: {@code sha256(previous || canonical JSON)}. */
public final class HashChain {
  /** Before the first transition. */
  public static final String START = "0".repeat(64);

  public static String link(String previous, String body) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(previous.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha256.digest(body.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** JSON with sorted keys and no spaces; values are texts, whole numbers or absent. */
  public static String canonical(SortedMap<String, ? extends @Nullable Object> fields) {
    var json = new StringJoiner(",", "{", "}");
    for (Map.Entry<String, ? extends @Nullable Object> field : fields.entrySet()) {
      Object value = field.getValue();
      if (value != null) {
        json.add(
            quoted(field.getKey())
                + ":"
                + (value instanceof Number ? value.toString() : quoted(value.toString())));
      }
    }
    return json.toString();
  }

  private static String quoted(String text) {
    var json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < 0x20) {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }

  private HashChain() {}
}
