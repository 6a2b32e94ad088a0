package dev.drydock.notifier.domain;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses a webhook may reach: public ones, and the networks that the operator of this
 * service allowed. Decides on an address that was already resolved, so that nothing is resolved
 * twice.
 */
public record AddressPolicy(List<Network> allowed) {

  public AddressPolicy {
    allowed = List.copyOf(allowed);
  }

  /** What the policy says about one address. */
  public enum Ruling {
    /** Any receiver on the Internet; HTTPS only. */
    PUBLIC,
    /** Named by the operator of this service; plain HTTP is accepted too. */
    ALLOWED,
    /** Loopback, private, link-local, metadata, multicast, reserved. */
    REFUSED
  }

  public Ruling judge(InetAddress address) {
    var plain = unmapped(address);
    if (allowed.stream().anyMatch(network -> network.contains(plain))) {
      return Ruling.ALLOWED;
    }
    return isSpecial(plain) ? Ruling.REFUSED : Ruling.PUBLIC;
  }

  private static boolean isSpecial(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return true;
    }
    return switch (address) {
      case Inet4Address four -> SPECIAL_4.stream().anyMatch(network -> network.contains(four));
      case Inet6Address six -> !GLOBAL_6.contains(six) || isIn(SPECIAL_6, six);
      default -> true;
    };
  }

  private static boolean isIn(List<Network> networks, InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  /** An IPv4 address that hides in an IPv6 one ({@code ::ffff:127.0.0.1}) is judged as IPv4. */
  private static InetAddress unmapped(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != 16) {
      return address;
    }
    boolean mapped = true;
    for (int i = 0; i < 12; i++) {
      mapped &= bytes[i] == (i < 10 ? 0 : (byte) 0xff);
    }
    return mapped ? address(Arrays.copyOfRange(bytes, 12, 16)) : address;
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (java.net.UnknownHostException e) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes", e);
    }
  }

  // IANA special-purpose registries; what InetAddress does not know itself.
  private static final List<Network> SPECIAL_4 =
      List.of(
          Network.of("0.0.0.0/8"),
          Network.of("100.64.0.0/10"),
          Network.of("192.0.0.0/24"),
          Network.of("192.0.2.0/24"),
          Network.of("192.88.99.0/24"),
          Network.of("198.18.0.0/15"),
          Network.of("198.51.100.0/24"),
          Network.of("203.0.113.0/24"),
          Network.of("240.0.0.0/4"));
  private static final Network GLOBAL_6 = Network.of("2000::/3");
  private static final List<Network> SPECIAL_6 =
      List.of(
          Network.of("2001::/23"),
          Network.of("2001:db8::/32"),
          Network.of("2002::/16"),
          Network.of("3fff::/20"));

  /** A network in CIDR notation. */
  public record Network(InetAddress base, int prefix) {

    /**
     * @throws IllegalArgumentException for anything but {@code address/prefix} with a literal
     *     address
     */
    public static Network of(String cidr) {
      int slash = cidr.indexOf('/');
      if (slash < 0) {
        throw new IllegalArgumentException(
            "'%s' is not a network: want 10.0.0.0/8".formatted(cidr));
      }
      var base = InetAddress.ofLiteral(cidr.substring(0, slash));
      int prefix = Integer.parseInt(cidr.substring(slash + 1));
      if (prefix < 0 || prefix > base.getAddress().length * 8) {
        throw new IllegalArgumentException("'%s' has a prefix out of range".formatted(cidr));
      }
      return new Network(base, prefix);
    }

    boolean contains(InetAddress address) {
      byte[] mine = base.getAddress();
      byte[] theirs = address.getAddress();
      if (mine.length != theirs.length) {
        return false;
      }
      for (int bit = 0; bit < prefix; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((mine[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
