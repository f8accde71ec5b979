package io.plateau.job;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One job under several settings, each with several seeds.
 *
 * @param job the file of the job they have in common
 * @param output the folder of all runs and of the comparison
 * @param seeds that each variant is trained with; that of the job where there are none
 */
public record Study(
    String name, String job, String output, List<Long> seeds, List<Variant> variants)
    implements StudyFile {
  public Study {
    seeds = List.copyOf(seeds);
    variants = List.copyOf(variants);
  }

  /**
   * @param replacements of the job's values, those of all variants first
   */
  public record Variant(String name, List<Replacement> replacements) {
    /** Characters of the longest name that all file systems take. */
    private static final int LONGEST = 255;

    /** Characters of a hash, and of what is before it. */
    private static final int HASH = 9;

    /** Letters and digits that names of folders do not have. */
    private static final Pattern OTHERS = Pattern.compile("[\\p{L}\\p{N}&&[^A-Za-z0-9]]");

    public Variant {
      replacements = List.copyOf(replacements);
    }

    /** The replacements as {@code key=value}. */
    public List<String> overrides() {
      return replacements.stream().map(Replacement::text).toList();
    }

    /**
     * The name of its folder; it ends with a hash where the name is too long for a file, or has
     * letters or digits beyond ASCII.
     */
    public String folder() {
      String folder = name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+|-+$", "");
      boolean others = OTHERS.matcher(name).find();
      if (folder.length() <= LONGEST && !others) {
        return folder;
      }
      String begin = folder.substring(0, Math.min(folder.length(), LONGEST - HASH));
      return (begin.isEmpty() ? "" : begin + "-") + "%08x".formatted(name.hashCode());
    }
  }
}
