package dev.drydock.verification.fuzz.targets;

import java.net.InetAddress;

/** A second opinion on addresses that no webhook may reach, written apart from the product's. */
final class Forbidden {

  static boolean is(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4 ? four(bytes) : six(bytes);
  }

  private static boolean four(byte[] b) {
    int first = b[0] & 0xff;
    int second = b[1] & 0xff;
    return first == 0
        || first == 10
        || first == 127
        || first >= 224
        || (first == 100 && (second & 0xc0) == 64)
        || (first == 169 && second == 254)
        || (first == 172 && (second & 0xf0) == 16)
        || (first == 192 && second == 168)
        || (first == 192 && second == 0 && (b[2] == 0 || b[2] == 2))
        || (first == 198 && (second & 0xfe) == 18);
  }

  /** Only 2000::/3 is the public Internet; of that, what embeds an IPv4 address leads to it. */
  private static boolean six(byte[] b) {
    if ((b[0] & 0xe0) != 0x20) {
      return true;
    }
    boolean sixToFour = b[0] == 0x20 && b[1] == 0x02;
    boolean teredo = b[0] == 0x20 && b[1] == 0x01 && b[2] == 0 && b[3] == 0;
    return sixToFour || teredo;
  }

  private Forbidden() {}
}
