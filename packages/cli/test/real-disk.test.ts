import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { projectForTest } from "./project.ts";
import type { Project } from "./project.ts";

const BIN = fileURLToPath(new URL("../bin/fairline.js", import.meta.url));

/** Runs a shell script in a mount namespace of its own, in which it may mount: what it mounts is gone with it. */
const inNamespace = ["--user", "--map-root-user", "--mount", "sh", "-euc"];

const mayMount =
  spawnSync("unshare", [...inNamespace, "mount -t tmpfs none /mnt"], { stdio: "ignore" }).status ===
  0;
const cannotMount = "this system lets no user mount a file system";

/** The same for the superuser, who may also mount a file system that lies in a file. */
const asRoot = ["--mount", "sh", "-euc"];
/** Mounts on `$disk` a file system on which files can share blocks. */
const mountXfs = `
  truncate -s 320m "$disk.image"
  mkfs.xfs -q -m reflink=1 "$disk.image"
  mount -o loop "$disk.image" "$disk"`;

function mayMountXfs({ folder }: Project): boolean {
  const env = { PATH: process.env["PATH"], disk: join(folder, "trial") };
  const script = `mkdir "$disk"; ${mountXfs}`;
  return spawnSync("unshare", [...asRoot, script], { env, stdio: "ignore" }).status === 0;
}

/** Gives what a script prints; in it, `$fairline` is the command and `$disk` an empty folder to mount on. */
function mounted(
  { folder }: Project,
  script: string,
  namespace: readonly string[] = inNamespace,
): string[] {
  const disk = join(folder, "disk");
  mkdirSync(disk);
  const env = {
    PATH: process.env["PATH"],
    FAIRLINE_HOME: join(disk, "store"),
    fairline: `${process.execPath} ${BIN}`,
    disk,
  };
  const out = execFileSync("unshare", [...namespace, script], { cwd: folder, env });
  return out.toString().trimEnd().split("\n");
}

function twoStages({ write }: Project): void {
  write(
    "two.yaml",
    `version: 1
name: two
params: { word: good }
stages:
  a: { cmd: [sh, -c, "echo $1 > t", sh, "\${{ params.word }}"], out: { o: t } }
  b: { cmd: "cat \${{ in.a }} > t; echo b >> t", in: { a: a }, out: { o: t }, publish: { o: out.txt } }
`,
  );
}

describe("a real disk", () => {
  test("that is full at any size of the store says so, and is continued from once there is room", ({
    skip,
  }) => {
    skip(!mayMount, cannotMount);
    const project = projectForTest();
    twoStages(project);
    const lines = mounted(
      project,
      `for kb in 8 16 20 24 28 32 64; do
         mount -t tmpfs -o size=\${kb}k none "$disk"
         first=0; $fairline run two.yaml > log 2>&1 || first=$?
         words=none; if grep -qi "disk is full\\|no space left" log; then words=full; fi
         rm -rf out.txt
         mount -o remount,size=8m "$disk"
         second=0; $fairline run two.yaml > log 2>&1 || second=$?
         verify=0; $fairline cache verify > log 2>&1 || verify=$?
         echo "$first $words, then $second $verify $(tr '\\n' ' ' < out.txt)"
         umount "$disk"
       done`,
    );
    for (const line of lines) {
      expect(line).toMatch(/^(?:0 none|0 full|1 full), then 0 0 good b ?$/);
    }
    expect(lines.filter((line) => line.startsWith("1 full")).length).toBeGreaterThan(2);
    expect(lines.at(-1)).toMatch(/^0 none/);
  }, 180_000);

  test("on which files can share blocks holds a published result and a copied output once", ({
    skip,
  }) => {
    const project = projectForTest();
    skip(!mayMountXfs(project), "this system cannot mount XFS, or has no mkfs.xfs");
    project.write(
      "big.yaml",
      `version: 1
name: big
stages:
  # A second name in the command's own folder makes the store copy what it would else move.
  a:
    cmd: "dd if=/dev/urandom of=t bs=1M count=32 status=none; ln t t2"
    out: { o: t }
    publish: { o: out.bin }
`,
    );
    const [grown = "", ...rest] = mounted(
      project,
      `${mountXfs}
       cp big.yaml "$disk"
       cd "$disk"
       used() { sync; df -k --output=used . | tail -1; }
       before=$(used)
       $fairline run big.yaml > log 2>&1
       echo $(( ($(used) - before) / 1024 ))
       cmp out.bin store/objects/sha256/*/* && echo same
       echo changed > out.bin
       $fairline cache verify`,
      asRoot,
    );
    // 32 MB once, and what the file system keeps about it.
    expect(Number(grown)).toBeGreaterThanOrEqual(32);
    expect(Number(grown)).toBeLessThan(40);
    expect(rest).toEqual(["same", "Whole: 1 object and 1 action are as they were stored."]);
  }, 60_000);

  test("that is read-only gives what it has, and says so in words where more is needed", ({
    skip,
  }) => {
    skip(!mayMount, cannotMount);
    const project = projectForTest();
    twoStages(project);
    const lines = mounted(
      project,
      `mount -t tmpfs none "$disk"
       $fairline run two.yaml > log 2>&1
       rm out.txt
       mount -o remount,ro "$disk"
       code=0; $fairline run two.yaml > log 2>&1 || code=$?
       echo "$code $(tr '\\n' ' ' < out.txt)"
       code=0; $fairline run two.yaml --set word=new > log 2>&1 || code=$?
       echo "$code"
       grep -A2 "failed:" log | sed "s|$disk|DISK|"`,
    );
    expect(lines.join("\n")).toMatchInlineSnapshot(`
      "0 good b 
      1
          0.0 s  x a failed: the store cannot be written: DISK/store
          at two.yaml:5:3
          Results in it are still reused. Give write permission, or choose another store with \`--store\`."
    `);
  }, 60_000);
});
