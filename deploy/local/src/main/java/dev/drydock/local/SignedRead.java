package dev.drydock.local;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A GET that S3 lets pass by its query (signature version 2), good until {@code expires}. */
record SignedRead(String accessKey, String secretKey, String path, long expires) {
  private static final String HMAC = "HmacSHA1"; // what version 2 prescribes

  String pathAndQuery() {
    return "%s?AWSAccessKeyId=%s&Expires=%d&Signature=%s"
        .formatted(
            path, accessKey, expires, URLEncoder.encode(signature(), StandardCharsets.UTF_8));
  }

  private String signature() {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secretKey.getBytes(StandardCharsets.UTF_8), HMAC));
      var text = "GET\n\n\n%d\n%s".formatted(expires, path);
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "SignedRead[" + path + "]";
  }
}
