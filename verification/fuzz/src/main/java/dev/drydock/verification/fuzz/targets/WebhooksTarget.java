package dev.drydock.verification.fuzz.targets;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drydock.notifier.application.WebhookSender;
import dev.drydock.notifier.okhttp.WebhooksAsSent;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/**
 * URLs of webhooks, sent to for real but for the last step: sockets note whom they would have
 * dialled. Names lead to addresses that {@link DrawnAddresses} draws from the name.
 */
public final class WebhooksTarget {
  private static final WebhookSender STRICT = WebhooksAsSent.allowing(List.of());
  private static final WebhookSender LENIENT = WebhooksAsSent.allowing(List.of("10.1.0.0/16"));
  private static final WebhookSender.SignedMessage MESSAGE =
      new WebhookSender.SignedMessage("msg_1", 1_700_000_000, "v1,c2lnbmF0dXJl", "{}");

  static {
    Dialled.install();
  }

  public static void fuzzerTestOneInput(byte[] input) {
    URI url;
    try {
      url = new URI(new String(input, UTF_8));
    } catch (URISyntaxException e) {
      return;
    }
    sent(STRICT, url, false);
    sent(LENIENT, url, true);
  }

  private static void sent(WebhookSender sender, URI url, boolean lenient) {
    sender.objection(url).ifPresent(WebhooksTarget::isASentence);
    if (sender.objection(url).isEmpty()) {
      Dialled.forget();
      sender.send(url, MESSAGE);
      boolean encrypted = "https".equalsIgnoreCase(url.getScheme());
      for (var address : Dialled.addresses()) {
        boolean exception = lenient && isIn10Dot1(address);
        Property.holds(
            exception || (encrypted && !Forbidden.is(address)),
            "a webhook dials " + address.getHostAddress());
      }
    }
  }

  private static void isASentence(String objection) {
    Property.holds(!objection.isBlank(), "an objection without a reason");
  }

  private static boolean isIn10Dot1(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4 && bytes[0] == 10 && bytes[1] == 1;
  }

  private WebhooksTarget() {}
}
