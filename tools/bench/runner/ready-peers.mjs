/** Which tools can take part, with their versions. */
import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";

/** Installs those that npm has, and asks each for its version. A tool without one has a `missing` that says why. */
export function readyPeers(peers, root) {
  return peers.map((peer) => {
    const home = join(root, `home-${peer.name.replaceAll(/\W+/g, "-")}`);
    mkdirSync(home);
    const modules = join(home, "node_modules");
    if (peer.install !== undefined && !install(peer.install, home)) {
      return { ...peer, missing: "could not be installed" };
    }
    const env = { ...peer.env, PATH: `${modules}/.bin:${process.env.PATH}` };
    const [program, ...args] = peer.version;
    const { status, stdout } = spawnSync(program, args, { cwd: home, encoding: "utf8" });
    if (status !== 0) return { ...peer, missing: "not installed" };
    const version = /\d+\.\d+(\.\d+)?/.exec(stdout)?.[0] ?? "";
    const link = (directory) => {
      if (peer.install !== undefined) symlinkSync(modules, join(directory, "node_modules"));
    };
    return { ...peer, env, title: `${peer.name} ${version}`, link };
  });
}

function install(packages, folder) {
  const args = ["install", "--silent", "--no-save", "--prefix", folder, ...packages];
  return spawnSync("npm", args).status === 0;
}
