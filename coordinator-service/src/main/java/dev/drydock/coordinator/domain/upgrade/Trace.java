package dev.drydock.coordinator.domain.upgrade;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drydock.contracts.UpgradeId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One W3C trace per upgrade, derived from its ID: every coordinator names the same one, and nothing
 * has to be stored.
 */
public final class Trace {
  private static final int ID_LENGTH = 32;
  private static final int SPAN_LENGTH = 16;

  /** 32 hex digits. */
  public static String idOf(UpgradeId upgrade) {
    return sha256("trace/" + upgrade.value()).substring(0, ID_LENGTH);
  }

  /**
   * The {@code traceparent} of a message, as <a href="https://www.w3.org/TR/trace-context/">W3C
   * Trace Context</a> spells it; said again, a message keeps its span.
   */
  public static String parent(UpgradeId upgrade, String messageId) {
    var span = sha256("span/" + messageId).substring(0, SPAN_LENGTH);
    return "00-" + idOf(upgrade) + "-" + span + "-01";
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private Trace() {}
}
