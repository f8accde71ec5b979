package io.plateau.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.plateau.Mutations;
import io.plateau.math.Key;
import io.plateau.store.DamagedFileException;
import io.plateau.store.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

/**
 * Checkpoints that somebody wrote to do harm: their digests are right, their content is not. Each
 * is read as it was written or refused with a {@link DamagedFileException}, and takes no more
 * memory than its own size and a constant.
 */
class FuzzTest {
  /** A soak sets more. */
  private static final int FILES = Integer.getInteger("plateau.fuzz", 50_000);

  private static final long SLACK = 1 << 20;

  private static final com.sun.management.ThreadMXBean MEMORY =
      (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();

  @Test
  void onlyTypedErrorsAndNoMoreMemoryThanBytes() throws IOException {
    FileSystem files = new MemoryFiles();
    Path directory = new Path("memory:/run");
    Checkpoint original = Samples.checkpoint(3);
    Folder folder = new Folder(3, 0);
    new CheckpointWriter(files).write(directory, folder, original);
    Map<String, byte[]> good = new LinkedHashMap<>();
    for (String name : new String[] {Folder.STATE, Folder.TENSORS, Folder.MANIFEST}) {
      good.put(name, MemoryFiles.CONTENT.get("/run/" + folder.name() + "/" + name));
    }
    Map<String, String> digests = new HashMap<>();
    good.forEach((name, bytes) -> digests.put(name, Sha256.of(bytes)));
    CheckpointReader reader = new CheckpointReader(files);
    Map<String, Integer> outcomes = new HashMap<>();
    long most = 0;
    for (int i = 0; i < FILES; i++) {
      Key key = Key.of(i);
      Map<String, byte[]> mutant = mutant(good, digests, key);
      long bytes = 0;
      for (Map.Entry<String, byte[]> file : mutant.entrySet()) {
        MemoryFiles.CONTENT.put("/run/" + folder.name() + "/" + file.getKey(), file.getValue());
        bytes += file.getValue().length;
      }
      long before = MEMORY.getCurrentThreadAllocatedBytes();
      String outcome = outcome(reader, directory, folder, i);
      outcomes.merge(outcome, 1, Integer::sum);
      long taken = MEMORY.getCurrentThreadAllocatedBytes() - before;
      if (taken >= bytes + SLACK) {
        // What classes take that are loaded now is no file's doing, and not taken again.
        before = MEMORY.getCurrentThreadAllocatedBytes();
        outcome(reader, directory, folder, i);
        taken = MEMORY.getCurrentThreadAllocatedBytes() - before;
      }
      most = Math.max(most, taken - bytes);
      assertThat(taken).as("memory of mutant %d", i).isLessThan(bytes + SLACK);
    }
    assertThat(outcomes.get("refused")).as("%s, %d bytes", outcomes, most).isGreaterThan(FILES / 2);
    assertThat(outcomes.get("read")).as("mutants that reach the end").isGreaterThan(FILES / 100);
    System.getLogger("fuzz")
        .log(System.Logger.Level.DEBUG, "{0}, at most {1} bytes", outcomes, most);
  }

  private static String outcome(CheckpointReader reader, Path directory, Folder folder, int i)
      throws IOException {
    try {
      reader.read(directory, folder);
      return "read";
    } catch (DamagedFileException e) {
      assertThat(e.getMessage().length()).isLessThan(1000);
      return "refused";
    } catch (RuntimeException | Error e) {
      throw new AssertionError("mutant " + i + " is not refused but gives " + e, e);
    }
  }

  /** A changed state or tensors with a manifest that fits them, or a changed manifest. */
  private static Map<String, byte[]> mutant(
      Map<String, byte[]> good, Map<String, String> digests, Key key) {
    Map<String, byte[]> mutant = new LinkedHashMap<>(good);
    int which = key.below(0, 8);
    if (which == 0) {
      mutant.computeIfPresent(Folder.MANIFEST, (n, bytes) -> Mutations.of(bytes, key.with("m")));
      return mutant;
    }
    String changed = which < 7 ? Folder.STATE : Folder.TENSORS;
    int times = 1 + key.below(1, 3);
    for (int t = 0; t < times; t++) {
      Key round = key.with(t);
      mutant.computeIfPresent(changed, (n, bytes) -> Mutations.of(bytes, round));
    }
    String manifest = new String(good.get(Folder.MANIFEST), StandardCharsets.UTF_8);
    byte[] before = good.get(changed);
    byte[] after = mutant.get(changed);
    manifest =
        manifest
            .replace("\"bytes\" : " + before.length, "\"bytes\" : " + after.length)
            .replace(digests.get(changed), Sha256.of(after));
    mutant.put(Folder.MANIFEST, manifest.getBytes(StandardCharsets.UTF_8));
    return mutant;
  }
}
