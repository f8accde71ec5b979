package io.plateau.ml.persist;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files of a saved model and their manifest, which is written last: a folder without it is not
 * a model. It has each file's length and SHA-256, and reading goes through it.
 */
final class ModelFiles {
  static final String MANIFEST = "manifest.json";
  private static final String FORMAT = "plateau-model";
  private static final int VERSION = 1;
  private static final long LARGEST_MANIFEST = 1 << 20;

  /** Of a file in the folder or one folder below; never outside. */
  private static final Pattern NAME = Pattern.compile("\\w[\\w.-]*(/\\w[\\w.-]*)?");

  /** No key twice, nothing after the end. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ModelFiles() {}

  /** Writes files into a new folder, the manifest last. */
  static void write(FileSystem fs, Path folder, Map<String, byte[]> files) throws IOException {
    ObjectNode manifest = JSON.createObjectNode().put("format", FORMAT).put("version", VERSION);
    ArrayNode entries = manifest.putArray("files");
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      put(fs, new Path(folder, file.getKey()), file.getValue());
      entries
          .addObject()
          .put("name", file.getKey())
          .put("length", file.getValue().length)
          .put("sha256", digest(file.getValue()));
    }
    put(
        fs,
        new Path(folder, MANIFEST),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
  }

  /** Whether there is a manifest and all that it lists, as long as it says. */
  static boolean complete(FileSystem fs, Path folder) {
    try {
      manifest(fs, folder);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The lengths and sums the manifest gives, by file name; checks that each file is there and as
   * long as it says.
   */
  static Map<String, Entry> manifest(FileSystem fs, Path folder) throws IOException {
    Path path = new Path(folder, MANIFEST);
    if (!fs.exists(path)) {
      throw new IOException(
          folder + " is not a complete model: it has no " + MANIFEST + ", which is written last");
    }
    FileStatus status = fs.getFileStatus(path);
    if (status.getLen() > LARGEST_MANIFEST) {
      throw new IOException(path + " has " + status.getLen() + " bytes, too many for a manifest");
    }
    JsonNode manifest = json(path, get(fs, path, status.getLen()));
    if (!manifest.path("format").asText().equals(FORMAT)) {
      throw new IOException(path + ": format must be " + FORMAT);
    }
    if (manifest.path("version").asInt() != VERSION) {
      throw new IOException(
          path
              + ": version "
              + manifest.path("version").asText()
              + " is not known; this Plateau reads version "
              + VERSION);
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (JsonNode file : manifest.path("files")) {
      if (!NAME.matcher(file.path("name").asText()).matches()) {
        throw new IOException(path + ": \"" + file.path("name").asText() + "\" is not a file name");
      }
      Entry entry =
          new Entry(
              new Path(folder, file.path("name").asText()),
              file.path("length").asLong(-1),
              file.path("sha256").asText());
      entries.put(file.path("name").asText(), entry);
      if (!fs.exists(entry.path)) {
        throw new IOException(entry.path + " is missing, though the manifest lists it");
      }
      long length = fs.getFileStatus(entry.path).getLen();
      if (length != entry.length) {
        throw new IOException(
            entry.path + " must have " + entry.length + " bytes by the manifest, has " + length);
      }
    }
    return entries;
  }

  /** A file of the manifest. */
  record Entry(Path path, long length, String sha256) {
    /** The verified content. */
    byte[] read(FileSystem fs) throws IOException {
      byte[] bytes = get(fs, path, length);
      String sum = digest(bytes);
      if (!sum.equals(sha256)) {
        throw new IOException(
            path + " is damaged: its SHA-256 is " + sum + ", the manifest says " + sha256);
      }
      return bytes;
    }
  }

  static JsonNode json(Path path, byte[] bytes) throws IOException {
    try {
      return JSON.readTree(bytes);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IOException(path + " is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static void put(FileSystem fs, Path path, byte[] bytes) throws IOException {
    try (FSDataOutputStream out = fs.create(path, false)) {
      out.write(bytes);
    }
  }

  private static byte[] get(FileSystem fs, Path path, long length) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(length)];
    try (FSDataInputStream in = fs.open(path)) {
      in.readFully(bytes);
    }
    return bytes;
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
