package dev.drydock.backup.storage;

import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Mac;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.mac.MacConfig;
import com.google.crypto.tink.mac.PredefinedMacParameters;
import com.google.crypto.tink.streamingaead.PredefinedStreamingAeadParameters;
import com.google.crypto.tink.streamingaead.StreamingAeadConfig;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.security.GeneralSecurityException;

/**
 * The keys: Tink keysets, one for archives and one for manifests. Each may hold several keys; the
 * primary one writes, all of them read.
 */
public final class Keyset {
  private static final String ARCHIVES = "archives";
  private static final String MANIFESTS = "manifests";

  static {
    try {
      StreamingAeadConfig.register();
      MacConfig.register();
    } catch (GeneralSecurityException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final KeysetHandle archives;
  private final KeysetHandle manifests;

  private Keyset(KeysetHandle archives, KeysetHandle manifests) {
    this.archives = archives;
    this.manifests = manifests;
  }

  private static Configuration configuration() throws GeneralSecurityException {
    return RegistryConfiguration.get();
  }

  /** One new key of each kind. */
  public static Keyset generated() {
    return checked(() ->
        new Keyset(
            KeysetHandle.generateNew(
                PredefinedStreamingAeadParameters.AES256_GCM_HKDF_1MB, configuration()),
            KeysetHandle.generateNew(
                PredefinedMacParameters.HMAC_SHA256_256BITTAG, configuration())));
  }

  /**
   * @throws KeysetUnusable when it is not a keyset
   */
  public static Keyset parsed(String json) {
    return checked(() -> {
      var both = JsonParser.parseString(json).getAsJsonObject();
      return new Keyset(handle(both, ARCHIVES), handle(both, MANIFESTS));
    });
  }

  private static KeysetHandle handle(JsonObject both, String name) throws GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.parseKeyset(
        both.getAsJsonObject(name).toString(), configuration(), InsecureSecretKeyAccess.get());
  }

  /** The secret keys themselves: for the file of mode 0600 alone. */
  public String secretJson() {
    return checked(() -> {
      var both = new JsonObject();
      both.add(ARCHIVES, secret(archives));
      both.add(MANIFESTS, secret(manifests));
      return both.toString();
    });
  }

  private static JsonObject secret(KeysetHandle handle) throws GeneralSecurityException {
    return JsonParser.parseString(
            TinkJsonProtoKeysetFormat.serializeKeyset(
                handle, configuration(), InsecureSecretKeyAccess.get()))
        .getAsJsonObject();
  }

  /** With one more key of each kind that reads only, until {@link #withNewestPrimary}. */
  public Keyset withNewKey() {
    return checked(() ->
        new Keyset(
            added(archives, PredefinedStreamingAeadParameters.AES256_GCM_HKDF_1MB),
            added(manifests, PredefinedMacParameters.HMAC_SHA256_256BITTAG)));
  }

  private static KeysetHandle added(KeysetHandle to, com.google.crypto.tink.Parameters parameters)
      throws GeneralSecurityException {
    return KeysetHandle.newBuilder(to)
        .addEntry(KeysetHandle.generateEntryFromParameters(parameters).withRandomId())
        .build();
  }

  /** The keys that were added last write from now on. */
  public Keyset withNewestPrimary() {
    return checked(() -> new Keyset(promoted(archives), promoted(manifests)));
  }

  private static KeysetHandle promoted(KeysetHandle handle) throws GeneralSecurityException {
    var builder = KeysetHandle.newBuilder(handle);
    builder.getAt(builder.size() - 1).makePrimary();
    return builder.build();
  }

  public int size() {
    return archives.size();
  }

  public StreamingAead archives() {
    return checked(() -> archives.getPrimitive(configuration(), StreamingAead.class));
  }

  Mac manifests() {
    return checked(() -> manifests.getPrimitive(configuration(), Mac.class));
  }

  /** The keys cannot be used; says nothing of them. */
  public static final class KeysetUnusable extends RuntimeException {
    KeysetUnusable(String why) {
      super(why);
    }
  }

  @FunctionalInterface
  private interface WithKeys<T> {
    T done() throws GeneralSecurityException;
  }

  private static <T> T checked(WithKeys<T> work) {
    try {
      return work.done();
    } catch (GeneralSecurityException
        | JsonParseException
        | IllegalStateException
        | NullPointerException
        | ClassCastException e) {
      throw new KeysetUnusable("drydock.backup.keyset-file holds no usable keyset");
    }
  }
}
