package io.plateau.run.folder;

import io.plateau.job.Job;
import io.plateau.job.JobWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;

/**
 * Keeps passwords out of all that is written: values of data options whose key matches Spark's
 * {@code spark.redaction.regex}, arguments of URIs with such keys, and who logs in with a password
 * in a URI.
 *
 * @param keys that have secrets for values
 */
public record Secrets(Pattern keys) {
  /** What stands in the place of a secret, as in Spark. */
  static final String HIDDEN = "*********(redacted)";

  /** The default of Spark 4.2. */
  private static final String KEYS = "(?i)secret|password|token|access[.]?key";

  /**
   * A user and a password; behind a host and its port there may be an at sign, too. In the URLs of
   * Oracle there is a slash between them.
   */
  private static final Pattern LOGIN =
      Pattern.compile(
          "(?<=://)[^/?#;:]*:(?!\\d+[/?#;,])[^/]*@|(?<=:oracle:(?:thin|oci):)[^@/]+/[^@]+@");

  private static final Pattern WORD = Pattern.compile("[^\\s\"]++");

  private static final Pattern OVERRIDE = Pattern.compile("(?<=\")([\\w.]+)=[^\"]*(?=\")");

  private static final Pattern ARGUMENT = Pattern.compile("(?<=[?&;])([^=?&;]+)=[^&;]*");

  /** By the configuration of this process. */
  public static Secrets standard() {
    return new Secrets(Pattern.compile(new SparkConf().get("spark.redaction.regex", KEYS)));
  }

  /** The text of a job where others read it, without its secrets. */
  public static String written(Job job) {
    return JobWriter.write(standard().hide(job));
  }

  /** The job without its secrets. */
  public Job hide(Job job) {
    Job.Data data = job.data();
    Map<String, String> options = new LinkedHashMap<>();
    data.options()
        .forEach(
            (key, value) -> options.put(key, keys.matcher(key).find() ? HIDDEN : address(value)));
    Job.Split split = new Job.Split(hide(data.split().test()), hide(data.split().validation()));
    return new Job(
        job.name(),
        address(job.output()),
        data.at(address(data.path()), options, split),
        job.spec(),
        job.checkpoint(),
        job.logs());
  }

  /**
   * What of the data was a secret and hidden, as words of a command line that give it again: {@code
   * data.options.password=VALUE}.
   */
  public static List<String> missing(Job.Data data) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("data.path=URI", data.path());
    new TreeMap<>(data.options())
        .forEach((key, value) -> values.put("data.options." + key + "=VALUE", value));
    values.put("data.split.test={path: URI}", path(data.split().test()));
    values.put("data.split.validation={path: URI}", path(data.split().validation()));
    values.values().removeIf(value -> !value.contains(HIDDEN));
    return List.copyOf(values.keySet());
  }

  /**
   * That secrets are to be given again.
   *
   * @param command that takes the words, or empty
   * @param words {@link #missing}
   */
  public static UsageException again(String command, List<String> words) {
    return new UsageException(
        "secrets of the data were not written; give them again: "
            + command
            + words.stream()
                .map(word -> word.contains(" ") ? "\"" + word + "\"" : word)
                .collect(Collectors.joining(" ")));
  }

  private static String path(Job.Part part) {
    return part instanceof Job.Part.Path path ? path.path() : "";
  }

  private Job.Part hide(Job.Part part) {
    return part instanceof Job.Part.Path path ? new Job.Part.Path(address(path.path())) : part;
  }

  /** A message in which addresses, and quoted overrides of keys with secrets, have none. */
  public String message(String text) {
    return hide(
        OVERRIDE,
        WORD.matcher(text).replaceAll(word -> Matcher.quoteReplacement(address(word.group()))));
  }

  /** A URI with a login, and the values of arguments that are secrets, hidden. */
  public String address(String uri) {
    return hide(ARGUMENT, LOGIN.matcher(uri).replaceAll(Matcher.quoteReplacement(HIDDEN + "@")));
  }

  /** The text without the values of pairs {@code key=value} whose keys have secrets. */
  private String hide(Pattern pairs, String text) {
    return pairs
        .matcher(text)
        .replaceAll(
            pair ->
                Matcher.quoteReplacement(
                    keys.matcher(pair.group(1)).find()
                        ? pair.group(1) + "=" + HIDDEN
                        : pair.group()));
  }
}
