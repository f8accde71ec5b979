package io.plateau.checkpoint;

import io.plateau.store.Manifest;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a checkpoint's folder: {@code epoch-00000012-0}. A name is never used twice, so that
 * nothing good is ever overwritten.
 *
 * @param epoch of the checkpoint
 * @param attempt at writing it, from 0
 */
record Folder(int epoch, int attempt) {
  static final String MANIFEST = "checkpoint.json";

  /** The name of the file with counters, history and the table of tensors. */
  static final String STATE = "state.json";

  /** The name of the file with the tensors, one after the other. */
  static final String TENSORS = "tensors.bin";

  /** The files of a checkpoint: nothing else is ever opened, whatever a manifest says. */
  static final List<String> FILES = List.of(STATE, TENSORS);

  static final Manifest.Format FORMAT = new Manifest.Format("plateau-checkpoint", 1, "bytes", true);

  /** A manifest is never longer. */
  static final int LARGEST_MANIFEST = 4096;

  private static final Pattern NAME = Pattern.compile("epoch-(\\d{8,9})-(\\d{1,6})");

  /** A later epoch is newer, and of one epoch a later attempt. */
  static final Comparator<Folder> NEWEST_FIRST =
      Comparator.comparingInt(Folder::epoch).thenComparingInt(Folder::attempt).reversed();

  /** The folder of a name, or empty for a name of something else. */
  static Optional<Folder> of(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? Optional.of(
                new Folder(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
            .filter(folder -> folder.name().equals(name))
        : Optional.empty();
  }

  String name() {
    // Not in the digits of the machine's language: other machines read it, too.
    return String.format(Locale.ROOT, "epoch-%08d-%d", epoch, attempt);
  }
}
