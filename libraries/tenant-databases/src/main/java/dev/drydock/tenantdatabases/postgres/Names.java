package dev.drydock.tenantdatabases.postgres;

import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.Token;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names under the reserved prefix; none is longer than the 63 bytes that PostgreSQL keeps. */
final class Names {
  /** Of the control database, and of Drydock's schema in a tenant's database. */
  static final String RESERVED = "_drydock";

  private static final int TENANT_LENGTH = 24;

  private Names() {}

  /** What a session is called, so that those of older tokens can be found and ended. */
  static String session(TenantId tenant, Token token) {
    return sessionPrefix(tenant) + token.value();
  }

  static String sessionPrefix(TenantId tenant) {
    return "drydock/" + shortened(tenant) + "/";
  }

  static String scratch(TenantId tenant, Token token, String random) {
    return RESERVED + "_s_" + shortened(tenant) + "_" + token.value() + "_" + random;
  }

  static String kept(TenantId tenant, Token token) {
    return RESERVED + "_kept_" + shortened(tenant) + "_" + token.value();
  }

  private static String shortened(TenantId tenant) {
    var id = tenant.value();
    return id.length() <= TENANT_LENGTH
        ? id
        : id.substring(0, TENANT_LENGTH - 9) + "-" + sha256(id).substring(0, 8);
  }

  static String sha256(String text) {
    return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
