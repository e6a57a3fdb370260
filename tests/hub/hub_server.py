"""A small Hub in memory, on the loopback address: what publishing and reading a dataset need, over real HTTP.

Large files (Parquet) go through LFS, the others travel in the commit, as on the real Hub. Xet is not here: clients
need HF_HUB_DISABLE_XET=1. Storage is not behind the token, as the real one takes signed addresses.
"""

import base64
import hashlib
import json
import re
import socket
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple, Self
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

Json = dict[str, Any] | list[dict[str, Any]]


class Refused(Exception):
    """An answer that is not 200."""

    def __init__(self, status: int, message: str, code: str = "", retry_after: str = "") -> None:
        super().__init__(message)
        self.status, self.message, self.code, self.retry_after = status, message, code, retry_after


class Broken(Exception):
    """The connection is cut, before the request does anything or after it, without an answer."""

    def __init__(self, *, done: bool) -> None:
        super().__init__("the connection is cut")
        self.done = done


class Answer(NamedTuple):
    data: bytes
    status: int
    headers: dict[str, str]


class Blob(NamedTuple):
    data: bytes
    lfs: bool

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @property
    def pointer(self) -> bytes:
        lines = ("version https://git-lfs.github.com/spec/v1", f"oid sha256:{self.sha256}", f"size {len(self.data)}")
        return "".join(f"{line}\n" for line in lines).encode()

    @property
    def git_id(self) -> str:
        content = self.pointer if self.lfs else self.data
        return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()

    @property
    def known_as(self) -> str:
        return self.sha256 if self.lfs else self.git_id

    def entry(self, path: str) -> dict[str, Any]:
        entry: dict[str, Any] = {"type": "file", "path": path, "oid": self.git_id, "size": len(self.data)}
        if self.lfs:
            entry["lfs"] = {"oid": self.sha256, "size": len(self.data), "pointerSize": len(self.pointer)}
        return entry


class Repository:
    """Commits in order, each with all its files; `tags` point at commits."""

    def __init__(self, repo_id: str, private: bool) -> None:
        self.id, self.private = repo_id, private
        self.commits: dict[str, dict[str, Blob]] = {}
        self.messages: list[str] = []
        self.tags: dict[str, str] = {}
        self.gated: str | bool = False
        self.pull_requests: list[dict[str, Blob]] = []
        self.commit({".gitattributes": Blob(b"*.parquet filter=lfs\n", False)}, "initial commit")

    @property
    def head(self) -> str:
        return list(self.commits)[-1]

    @property
    def files(self) -> dict[str, Blob]:
        return self.commits[self.head]

    def commit(self, files: dict[str, Blob], message: str) -> str:
        content = json.dumps([len(self.commits), message, sorted((p, b.git_id) for p, b in files.items())])
        self.commits[oid := hashlib.sha1(content.encode()).hexdigest()] = files
        self.messages.append(message)
        return oid

    def resolve(self, revision: str) -> str:
        oid = self.head if revision == "main" else self.tags.get(revision, revision)
        if oid not in self.commits:
            raise Refused(404, f"Invalid rev id: {revision}", "RevisionNotFound")
        return oid

    def info(self, revision: str) -> dict[str, Any]:
        oid = self.resolve(revision)
        files = [{"rfilename": path} for path in sorted(self.commits[oid])]
        fixed = {"disabled": False, "gated": self.gated, "downloads": 0, "likes": 0, "tags": []}
        return {"_id": "0", "id": self.id, "sha": oid, "private": self.private, "siblings": files, **fixed}

    def tree(self, revision: str, folder: str, recursive: bool) -> list[dict[str, Any]]:
        files = self.commits[self.resolve(revision)]
        prefix = f"{folder}/" if folder else ""
        below = sorted(path for path in files if path.startswith(prefix))
        if folder and not below:
            raise Refused(404, f"{folder} does not exist", "EntryNotFound")
        parts = {path: path.removeprefix(prefix).split("/") for path in below}
        folders = {prefix + "/".join(p[:n]) for p in parts.values() for n in range(1, len(p) if recursive else 2)}
        entries = [{"type": "directory", "path": path, "oid": "0" * 40, "size": 0} for path in folders - set(below)]
        entries += [files[path].entry(path) for path in below if recursive or len(parts[path]) == 1]
        return sorted(entries, key=lambda entry: str(entry["path"]))


class HubServer:
    """The Hub: `with HubServer() as hub: ... hub.url`.

    Attributes:
        token: the one token that may write, and read what is private.
        page: entries of a tree that one answer holds.
        requests: "METHOD path" of each request, in order.
        refusals: "METHOD route" -> the answer that a test wants instead, for example {"POST commit": Refused(...)}.
        faults: "METHOD route" -> what happens to its next requests, one after the other (None: all is well); then it
            works again.
        moments: number of a request -> what is done before it, for example to end the publisher.
        pause: seconds between the bytes of an answer, a tenth of it at a time.
    """

    def __init__(self, token: str = "hf_loopbackTokenThatMayWrite", page: int = 3) -> None:
        self.token, self.page = token, page
        self.repositories: dict[str, Repository] = {}
        self.objects: dict[str, bytes] = {}
        self.requests: list[str] = []
        self.refusals: dict[str, Refused] = {}
        self.faults: dict[str, list[Refused | Broken | None]] = {}
        self.moments: dict[int, Callable[[], None]] = {}
        self.pause = 0.0
        self.lock = threading.RLock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"hub": self}))
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    hub: HubServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer()

    do_HEAD = do_POST = do_PUT = do_GET  # noqa: N815 - the names that http.server calls

    def log_message(self, format: str, *args: Any) -> None:
        """Stay silent: `HubServer.requests` is the log."""

    def _answer(self) -> None:
        parts = urlsplit(self.path)
        self.query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        with self.hub.lock:
            self.hub.requests.append(f"{self.command} {parts.path}")
            if at_this := self.hub.moments.pop(len(self.hub.requests), None):
                at_this()
            try:
                self._route(parts.path)
            except Refused as refused:
                headers = {"X-Error-Code": refused.code, "Retry-After": refused.retry_after}
                # A header cannot hold line breaks, which a hostile message may.
                headers["X-Error-Message"] = " ".join(refused.message.split())
                given = {name: value for name, value in headers.items() if value}
                self._send({"error": refused.message}, refused.status, given)
            except Broken:
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
        self._write()

    def _write(self) -> None:
        data, status, headers = self.answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "HEAD":
            return
        size = len(data) // 10 + 1 if self.hub.pause else len(data) + 1
        for start in range(0, len(data), size):
            self.wfile.write(data[start : start + size])
            time.sleep(self.hub.pause)

    def _route(self, path: str) -> None:
        for method, pattern, action in _ROUTES:
            match = re.fullmatch(pattern, path)
            if match and method == ("GET" if self.command == "HEAD" else self.command):
                name = f"{method} {action.__name__.strip('_')}"
                waiting = self.hub.faults.get(name)
                fault = waiting.pop(0) if waiting else self.hub.refusals.get(name)
                if fault is not None and not (isinstance(fault, Broken) and fault.done):
                    raise fault
                open_to_all = method == "GET" or name in ("PUT store", "POST verify", "POST validate")
                self._check_token(needed=not open_to_all)
                action(self, *(unquote(group or "") for group in match.groups()))
                if fault is not None:
                    raise fault
                return
        raise Refused(404, f"Nothing at {path}", "EntryNotFound")

    def _check_token(self, *, needed: bool) -> None:
        given = self.headers.get("Authorization")
        if given != f"Bearer {self.hub.token}" and (needed or given is not None):
            # Repeats the token on purpose: a client must not pass it on.
            raise Refused(401, f"Invalid credentials in Authorization header: {given}")

    def _repository(self, repo_id: str) -> Repository:
        found = self.hub.repositories.get(repo_id)
        if found is None or (found.private and not self.headers.get("Authorization")):
            raise Refused(404, "Repository not found", "RepoNotFound")
        return found

    def _send(self, content: Json | bytes, status: int = 200, headers: dict[str, str] | None = None) -> None:
        data = content if isinstance(content, bytes) else json.dumps(content).encode()
        kind = "application/octet-stream" if isinstance(content, bytes) else "application/json"
        self.answer = Answer(data, status, {"Content-Type": kind, "Content-Length": str(len(data)), **(headers or {})})

    # Repositories

    def _create(self) -> None:
        asked = json.loads(self.body)
        repo_id = f"{asked['organization']}/{asked['name']}"
        taken = repo_id in self.hub.repositories
        if not taken:
            self.hub.repositories[repo_id] = Repository(repo_id, asked.get("visibility") == "private")
        answer = {"url": f"{self.hub.url}/datasets/{repo_id}", "name": repo_id, "id": repo_id}
        if taken:
            answer["error"] = "You already created this dataset repo"
        self._send(answer, 409 if taken else 200)

    def _settings(self, repo_id: str) -> None:
        repository, asked = self._repository(repo_id), json.loads(self.body)
        repository.gated = asked.get("gated", repository.gated)
        self._send({"gated": repository.gated})

    def _info(self, repo_id: str, revision: str) -> None:
        self._send(self._repository(repo_id).info(revision or "main"))

    def _tree(self, repo_id: str, revision: str, folder: str) -> None:
        entries = self._repository(repo_id).tree(revision, folder, self.query.get("recursive", "").lower() == "true")
        start = int(self.query.get("cursor", 0))
        end = start + self.hub.page
        following = urlencode({**self.query, "cursor": end})
        link = f'<{self.hub.url}{urlsplit(self.path).path}?{following}>; rel="next"'
        self._send(entries[start:end], headers={"Link": link} if end < len(entries) else {})

    def _refs(self, repo_id: str) -> None:
        repository = self._repository(repo_id)
        tags = [{"name": t, "ref": f"refs/tags/{t}", "targetCommit": oid} for t, oid in repository.tags.items()]
        main = {"name": "main", "ref": "refs/heads/main", "targetCommit": repository.head}
        self._send({"branches": [main], "converts": [], "tags": tags})

    def _tag(self, repo_id: str, revision: str) -> None:
        repository, tag = self._repository(repo_id), json.loads(self.body)["tag"]
        if tag in repository.tags:
            raise Refused(409, f"Tag reference exists already: {tag}")
        repository.tags[tag] = repository.resolve(revision)
        self._send({})

    def _resolve(self, repo_id: str, revision: str, path: str) -> None:
        repository = self._repository(repo_id)
        oid = repository.resolve(revision)
        blob = repository.commits[oid].get(path)
        if blob is None:
            raise Refused(404, f"{path} does not exist", "EntryNotFound")
        headers = {"ETag": f'"{blob.known_as}"', "X-Repo-Commit": oid, "Accept-Ranges": "bytes"}
        if blob.lfs:
            headers |= {"X-Linked-ETag": f'"{blob.sha256}"', "X-Linked-Size": str(len(blob.data))}
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range") or "")
        if wanted is None:
            self._send(blob.data, 200, headers)
            return
        first, last = int(wanted[1]), min(int(wanted[2] or len(blob.data)), len(blob.data) - 1)
        headers["Content-Range"] = f"bytes {first}-{last}/{len(blob.data)}"
        self._send(blob.data[first : last + 1], 206, headers)

    # Writing

    def _validate(self) -> None:
        if not json.loads(self.body)["content"].startswith("---\n"):
            self._send({"error": "bad card", "errors": [{"message": "no metadata"}], "warnings": []}, 400)
            return
        self._send({"errors": [], "warnings": []})

    def _preupload(self, repo_id: str, revision: str) -> None:
        files = self._repository(repo_id).files
        answers = []
        for path in [asked["path"] for asked in json.loads(self.body)["files"]]:
            mode = "lfs" if path.endswith(".parquet") else "regular"
            known = {"oid": files[path].known_as} if path in files else {}
            answers.append({"path": path, "uploadMode": mode, "shouldIgnore": False, **known})
        self._send({"files": answers})

    def _batch(self, repo_id: str) -> None:
        self._repository(repo_id)
        answers = []
        for asked in json.loads(self.body)["objects"]:
            href = f"{self.hub.url}/storage/{asked['oid']}"
            actions = {"upload": {"href": href}, "verify": {"href": f"{href}/verify"}}
            # Without actions the client sends nothing: the object is here.
            answers.append(asked if asked["oid"] in self.hub.objects else {**asked, "actions": actions})
        self._send({"transfer": "basic", "objects": answers})

    def _store(self, oid: str) -> None:
        if hashlib.sha256(self.body).hexdigest() != oid:
            raise Refused(400, "the bytes are not those of the oid")
        self.hub.objects[oid] = self.body
        self._send({})

    def _verify(self, oid: str) -> None:
        if len(self.hub.objects.get(oid, b"")) != json.loads(self.body)["size"]:
            raise Refused(422, "the object did not arrive")
        self._send({})

    def _commit(self, repo_id: str, revision: str) -> None:
        repository = self._repository(repo_id)
        files, message = dict(repository.files), ""
        for key, value in ((line["key"], line["value"]) for line in map(json.loads, self.body.splitlines())):
            if key == "header":
                message = value["summary"]
                if value.get("parentCommit", repository.head) != repository.head:
                    raise Refused(412, "A commit has happened since. Please refresh and try again.")
            elif key == "file":
                files[value["path"]] = Blob(base64.b64decode(value["content"]), False)
            elif key == "lfsFile":
                files[value["path"]] = Blob(self.hub.objects[value["oid"]], True)
            elif key == "deletedFile":
                del files[value["path"]]
            else:
                raise Refused(400, f"unknown operation {key}")
        url = f"{self.hub.url}/datasets/{repo_id}"
        answer = {"success": True, "hookOutput": ""}
        if self.query.get("create_pr") == "1":
            repository.pull_requests.append(files)
            oid = hashlib.sha1(message.encode()).hexdigest()
            answer["pullRequestUrl"] = f"{url}/discussions/{len(repository.pull_requests)}"
        else:
            oid = repository.commit(files, message)
        self._send(answer | {"commitOid": oid, "commitUrl": f"{url}/commit/{oid}"})


_ID = r"([^/]+/[^/]+)"
_API = rf"/api/datasets/{_ID}"
_ROUTES: list[tuple[str, str, Callable[..., None]]] = [
    ("POST", r"/api/repos/create", _Handler._create),
    ("POST", r"/api/validate-yaml", _Handler._validate),
    ("GET", rf"{_API}(?:/revision/([^/]+))?", _Handler._info),
    ("GET", rf"{_API}/tree/([^/]+)(?:/(.+))?", _Handler._tree),
    ("GET", rf"{_API}/refs", _Handler._refs),
    ("PUT", rf"{_API}/settings", _Handler._settings),
    ("POST", rf"{_API}/tag/([^/]+)", _Handler._tag),
    ("POST", rf"{_API}/preupload/([^/]+)", _Handler._preupload),
    ("POST", rf"{_API}/commit/([^/]+)", _Handler._commit),
    ("POST", rf"/datasets/{_ID}\.git/info/lfs/objects/batch", _Handler._batch),
    ("PUT", r"/storage/([0-9a-f]{64})", _Handler._store),
    ("POST", r"/storage/([0-9a-f]{64})/verify", _Handler._verify),
    ("GET", rf"/datasets/{_ID}/resolve/([^/]+)/(.+)", _Handler._resolve),
]
