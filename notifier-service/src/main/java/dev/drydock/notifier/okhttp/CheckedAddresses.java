package dev.drydock.notifier.okhttp;

import dev.drydock.notifier.domain.AddressPolicy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;

/**
 * Resolves, then drops what the policy refuses. The client connects to the addresses returned here
 * and resolves nothing itself, so that a name cannot lead elsewhere a moment later.
 */
final class CheckedAddresses implements Dns {
  private final AddressPolicy policy;
  private final boolean encrypted;

  /**
   * @param encrypted whether the connection will be TLS; plain HTTP goes to allowed networks only
   */
  CheckedAddresses(AddressPolicy policy, boolean encrypted) {
    this.policy = policy;
    this.encrypted = encrypted;
  }

  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    var accepted = Dns.SYSTEM.lookup(host).stream().filter(this::accepts).toList();
    if (accepted.isEmpty()) {
      throw new Refused();
    }
    return accepted;
  }

  boolean accepts(InetAddress address) {
    return switch (policy.judge(address)) {
      case ALLOWED -> true;
      case PUBLIC -> encrypted;
      case REFUSED -> false;
    };
  }

  /** Every address of the name is one that webhooks must not reach. */
  static final class Refused extends UnknownHostException {
    private static final long serialVersionUID = 1L;
  }
}
