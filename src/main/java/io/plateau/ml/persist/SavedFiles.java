package io.plateau.ml.persist;

import io.plateau.nn.TrainedNetwork;
import io.plateau.store.DamagedFileException;
import io.plateau.store.TableJson;
import io.plateau.table.FittedTable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The files of a saved model, verified as they are read. */
public final class SavedFiles {
  /** File of the columns that are features. */
  public static final String COLUMNS = "table.json";

  /** File of the column that is the label, a category. */
  public static final String LABEL = "label.json";

  private final FileSystem fs;
  private final Path folder;
  private final Map<String, ModelFiles.Entry> entries;

  SavedFiles(FileSystem fs, Path folder, Map<String, ModelFiles.Entry> entries) {
    this.fs = fs;
    this.folder = folder;
    this.entries = entries;
  }

  /** The files of a network. */
  public static Map<String, byte[]> of(TrainedNetwork trained) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(NetworkFile.NETWORK, NetworkFile.json(trained));
    files.put(NetworkFile.WEIGHTS, NetworkFile.weights(trained));
    return files;
  }

  /** A file of a table. */
  public static Map<String, byte[]> of(String name, FittedTable table) {
    return Map.of(name, TableJson.bytes(table));
  }

  /** The network that the files hold. */
  public TrainedNetwork network() throws IOException {
    ModelFiles.Entry network = entry(NetworkFile.NETWORK);
    ModelFiles.Entry weights = entry(NetworkFile.WEIGHTS);
    return NetworkFile.read(
        network.path(), network.read(fs), weights.length(), () -> weights.read(fs));
  }

  /** The table that a file holds. */
  public FittedTable table(String name) throws IOException {
    ModelFiles.Entry table = entry(name);
    byte[] json = table.read(fs);
    try {
      return TableJson.table(json);
    } catch (DamagedFileException e) {
      throw e.in(table.path());
    }
  }

  ModelFiles.Entry entry(String name) throws IOException {
    ModelFiles.Entry entry = entries.get(name);
    if (entry == null) {
      throw new IOException(new Path(folder, ModelFiles.MANIFEST) + " does not list " + name);
    }
    return entry;
  }
}
