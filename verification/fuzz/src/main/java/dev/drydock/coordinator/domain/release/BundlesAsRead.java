package dev.drydock.coordinator.domain.release;

import dev.drydock.coordinator.domain.Mistakes;
import java.util.SortedMap;
import org.jspecify.annotations.NullMarked;

/** Parts of the bundle check one by one; in their package, which hides them. */
@NullMarked
public final class BundlesAsRead {

  /** The canonical zip of these files, whether they make a bundle or not. */
  public static byte[] zip(SortedMap<String, byte[]> files) {
    return BundleZip.canonical(files);
  }

  /** Every file of a zip that may be read. */
  public static SortedMap<String, byte[]> files(byte[] zip, Mistakes mistakes) {
    return BundleZip.read(zip, mistakes);
  }

  /** What {@code drydock.yaml} says, as the coordinator understands it. */
  public record Sheet(String name, String version, java.util.List<String> from) {}

  public static java.util.Optional<Sheet> sheet(String text, Mistakes mistakes) {
    var sheet = ReleaseSheet.parse(text, mistakes);
    var identity = new Identity(null, null, null).with(sheet, mistakes);
    return mistakes.none()
        ? identity.map(known ->
            new Sheet(known.coordinates().name(), known.coordinates().version(), known.from()))
        : java.util.Optional.empty();
  }

  public static String text(Sheet sheet) {
    return ReleaseSheet.text(new ReleaseCoordinates(sheet.name(), sheet.version()), sheet.from());
  }

  private BundlesAsRead() {}
}
