package dev.drydock.verification.fuzz.targets;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every name of this process leads to an address drawn from the name: nothing is asked on a
 * network, and the same name always leads to the same place.
 */
public final class DrawnAddresses extends InetAddressResolverProvider {
  private static final List<String> PLACES =
      List.of(
          "93.184.216.34",
          "127.0.0.1",
          "10.1.2.3",
          "10.9.9.9",
          "169.254.169.254",
          "192.168.1.1",
          "2606:2800:220:1:248:1893:25c8:1946",
          "::1",
          "fd00::1",
          "64:ff9b::a00:1",
          "2002:7f00:1::1",
          "::ffff:127.0.0.1");

  @Override
  public InetAddressResolver get(Configuration configuration) {
    return new Drawing();
  }

  @Override
  public String name() {
    return "drawn";
  }

  private static final class Drawing implements InetAddressResolver {
    @Override
    public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
        throws UnknownHostException {
      int drawn = Math.floorMod(host.hashCode(), PLACES.size() + 1);
      if (drawn == PLACES.size()) {
        throw new UnknownHostException(host);
      }
      var first = InetAddress.ofLiteral(PLACES.get(drawn));
      var second =
          InetAddress.ofLiteral(PLACES.get(Math.floorMod(host.length() + drawn, PLACES.size())));
      return Stream.of(first, second);
    }

    @Override
    public String lookupByAddress(byte[] address) throws UnknownHostException {
      throw new UnknownHostException("no names of addresses here");
    }
  }
}
