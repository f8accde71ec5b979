package io.plateau.model;

import io.plateau.nn.TrainedNetwork;
import io.plateau.store.DamagedFileException;
import io.plateau.store.Manifest;
import io.plateau.store.Sha256;
import io.plateau.store.TableJson;
import io.plateau.table.FittedTable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The files of a saved model, verified as they are read: their manifest, which is written last, has
 * each file's length and SHA-256, and a folder without it is not a model.
 */
public final class ModelFolder {
  /** File that lists the others. */
  public static final String MANIFEST = "manifest.json";

  /** File of the params, where spark.ml keeps them. */
  public static final String METADATA = "metadata/part-00000";

  /** File of the columns that are features. */
  public static final String COLUMNS = "table.json";

  /** File of the column that is the label, a category. */
  public static final String LABEL = "label.json";

  public static final Manifest.Format FORMAT =
      new Manifest.Format("plateau-model", 1, "length", false);

  private static final long LARGEST_MANIFEST = 1 << 20;

  private final FileTree files;
  private final Map<String, Manifest.Entry> entries = new LinkedHashMap<>();

  private ModelFolder(FileTree files) {
    this.files = files;
  }

  /**
   * The folder of a model; checks that each file that the manifest lists is there and as long as
   * the manifest says.
   */
  public static ModelFolder open(FileTree files) throws IOException {
    ModelFolder folder = new ModelFolder(files);
    for (Manifest.Entry listed : manifest(files).files()) {
      folder.entries.put(listed.name(), listed);
      OptionalLong length = files.length(listed.name());
      if (length.isEmpty()) {
        throw new DamagedFileException(
            files.path(listed.name()) + " is missing, though the manifest lists it");
      }
      if (length.getAsLong() != listed.bytes()) {
        throw new DamagedFileException(
            "%s must have %d bytes by the manifest, has %d"
                .formatted(files.path(listed.name()), listed.bytes(), length.getAsLong()));
      }
    }
    return folder;
  }

  private static Manifest manifest(FileTree files) throws IOException {
    OptionalLong length = files.length(MANIFEST);
    if (length.isEmpty()) {
      throw new DamagedFileException(
          "%s is not a complete model: it has no %s, which is written last"
              .formatted(files.path(""), MANIFEST));
    }
    String path = files.path(MANIFEST);
    if (length.getAsLong() > LARGEST_MANIFEST) {
      throw new DamagedFileException(
          path + " has " + length.getAsLong() + " bytes, too many for a manifest");
    }
    try {
      return Manifest.read(FORMAT, files.read(MANIFEST, length.getAsLong()));
    } catch (DamagedFileException e) {
      throw e.in(path);
    }
  }

  /** The full name of a file for messages. */
  public String path(String name) {
    return files.path(name);
  }

  private Manifest.Entry entry(String name) throws IOException {
    Manifest.Entry entry = entries.get(name);
    if (entry == null) {
      throw new DamagedFileException(files.path(MANIFEST) + " does not list " + name);
    }
    return entry;
  }

  /** The verified content of a file. */
  public byte[] read(String name) throws IOException {
    Manifest.Entry entry = entry(name);
    byte[] bytes = files.read(name, entry.bytes());
    entry.require(files.path(name), Sha256.of(bytes));
    return bytes;
  }

  /** The network that the files hold. */
  public TrainedNetwork network() throws IOException {
    return new NetworkFile(path(NetworkFile.NETWORK), path(NetworkFile.WEIGHTS))
        .read(read(NetworkFile.NETWORK), entry(NetworkFile.WEIGHTS).bytes())
        .with(read(NetworkFile.WEIGHTS));
  }

  /** The table that a file holds. */
  public FittedTable table(String name) throws IOException {
    byte[] json = read(name);
    try {
      return TableJson.table(json);
    } catch (DamagedFileException e) {
      throw e.in(path(name));
    }
  }

  /** The files of a network, by name. */
  public static Map<String, byte[]> of(TrainedNetwork trained) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(NetworkFile.NETWORK, NetworkFile.json(trained));
    files.put(NetworkFile.WEIGHTS, NetworkFile.weights(trained));
    return files;
  }
}
