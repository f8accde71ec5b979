package io.plateau.job;

import java.util.List;

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

    public Variant {
      replacements = List.copyOf(replacements);
    }

    /** The replacements as {@code key=value}. */
    public List<String> overrides() {
      return replacements.stream().map(Replacement::text).toList();
    }

    /** The name of its folder; the end of a long one, which files cannot have, is a hash. */
    public String folder() {
      String folder = name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+|-+$", "");
      return folder.length() <= LONGEST
          ? folder
          : folder.substring(0, LONGEST - 9) + "-%08x".formatted(name.hashCode());
    }
  }
}
