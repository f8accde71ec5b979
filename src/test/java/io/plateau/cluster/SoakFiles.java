package io.plateau.cluster;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * What {@code scripts/soak} sees of runs on any file system, and an HDFS to put them on. Reads a
 * command a line; answers in lines, the last of which is a dot:
 *
 * <pre>
 *   state RUN                    epochs told and kept, and checkpoints that are in part there
 *   kill RUN PID KILL|TERM N     signals when the N-th checkpoint from now is being written
 *   digest RUN                   the digest of each epoch, and of the model's weights
 *   stray RUN                    files of the checkpoints' folder that are of no checkpoint
 * </pre>
 */
public final class SoakFiles {
  private static final Pattern EPOCH =
      Pattern.compile("\"epoch\":(\\d+),.*\"weights\":\"([0-9a-f]+)\"");
  private static final Pattern CHECKPOINT = Pattern.compile("epoch-0*(\\d+)-\\d+");

  private final FileSystem files;

  private SoakFiles(FileSystem files) {
    this.files = files;
  }

  /** Takes {@code local FOLDER} or {@code hdfs FOLDER}; says the URI to put runs under. */
  public static void main(String... args) throws IOException {
    FileSystem files;
    String root;
    if (args[0].equals("hdfs")) {
      files = LocalHdfs.start(java.nio.file.Path.of(args[1]), 1).getFileSystem();
      root = files.getUri() + "/soak";
    } else {
      files = FileSystem.getLocal(new Configuration()).getRawFileSystem();
      root = new File(args[1]).getAbsolutePath();
    }
    SoakFiles soak = new SoakFiles(files);
    answer(List.of(root));
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      answer(soak.run(line.split(" ")));
    }
    System.exit(0);
  }

  private static void answer(List<String> lines) {
    lines.forEach(System.out::println);
    System.out.println(".");
    System.out.flush();
  }

  private List<String> run(String[] words) throws IOException {
    Path run = new Path(words[1]);
    return switch (words[0]) {
      case "state" -> List.of(state(run));
      case "kill" ->
          List.of(
              kill(run, Long.parseLong(words[2]), words[3].equals("KILL"), words[4])
                  ? state(run)
                  : "over");
      case "digest" -> digest(run);
      case "stray" -> stray(new Path(run, "checkpoints"));
      default -> throw new IllegalArgumentException("no command " + words[0]);
    };
  }

  private boolean kill(Path run, long pid, boolean hard, String times) {
    Set<String> seen = new HashSet<>(checkpoints(run, true));
    seen.addAll(checkpoints(run, false));
    int awaited = Integer.parseInt(times);
    ProcessHandle driver = ProcessHandle.of(pid).orElse(null);
    while (driver != null && driver.isAlive()) {
      for (String writing : checkpoints(run, false)) {
        if (seen.add(writing) && --awaited == 0) {
          return hard ? driver.destroyForcibly() : driver.destroy();
        }
      }
      // A checkpoint that is deleted loses its commit file first.
      seen.addAll(checkpoints(run, true));
      ChildJvm.sleep(1);
    }
    return false;
  }

  private String state(Path run) throws IOException {
    Set<String> kept = checkpoints(run, true);
    int newest = 0;
    for (String name : kept) {
      Matcher matcher = CHECKPOINT.matcher(name);
      newest = matcher.matches() ? Math.max(newest, Integer.parseInt(matcher.group(1))) : newest;
    }
    Set<String> partly = checkpoints(run, false);
    return "told %d kept %d writing %s"
        .formatted(
            history(run).size(), newest, partly.isEmpty() ? "none" : String.join(",", partly));
  }

  /** Names of checkpoints with a commit file, or without. */
  private Set<String> checkpoints(Path run, boolean committed) {
    Set<String> names = new TreeSet<>();
    try {
      for (FileStatus folder : files.listStatus(new Path(run, "checkpoints"))) {
        if (folder.isDirectory() && committed == committed(folder.getPath())) {
          names.add(folder.getPath().getName());
        }
      }
    } catch (IOException notYetOrJustDeleted) {
      return names;
    }
    return names;
  }

  private boolean committed(Path checkpoint) throws IOException {
    try {
      return files.getFileStatus(new Path(checkpoint, "checkpoint.json")).getLen() > 0;
    } catch (FileNotFoundException none) {
      return false;
    }
  }

  private List<String> history(Path run) throws IOException {
    Path file = new Path(run, "history.jsonl");
    List<String> epochs = new ArrayList<>();
    if (files.exists(file)) {
      try (InputStream in = files.open(file)) {
        Matcher epoch = EPOCH.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        while (epoch.find()) {
          epochs.add(epoch.group(1) + " " + epoch.group(2));
        }
      } catch (IOException openWhenItsWriterDied) {
        return epochs;
      }
    }
    return epochs;
  }

  private List<String> digest(Path run) throws IOException {
    List<String> digests = history(run);
    RemoteIterator<LocatedFileStatus> all = files.listFiles(new Path(run, "model"), true);
    while (all.hasNext()) {
      Path file = all.next().getPath();
      if (file.getName().equals("weights.bin")) {
        try (InputStream in = files.open(file)) {
          digests.add(
              HexFormat.of()
                  .formatHex(MessageDigest.getInstance("SHA-256").digest(in.readAllBytes())));
        } catch (java.security.NoSuchAlgorithmException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    return digests;
  }

  private List<String> stray(Path checkpoints) throws IOException {
    List<String> stray = new ArrayList<>();
    for (FileStatus entry : files.listStatus(checkpoints)) {
      if (!entry.isDirectory() || !committed(entry.getPath())) {
        stray.add(entry.getPath().toString());
      }
    }
    return stray;
  }
}
