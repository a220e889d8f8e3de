import pytest, itertools
from django.urls import get_resolver, reverse
from django.core import mail as m
from tests import factories
ADDR="/account/"
PATHS=["login/","signup/","password/reset/","password/change/","password/set/","email/","confirm-email/","password/reset/key/done/","password/reset/key/x-y/","reauthenticate/","logout/","name/","leave/","devices/","signup/again/","inactive/","second-step/","second-step/totp/activate/","second-step/totp/deactivate/","second-step/authenticate/","second-step/reauthenticate/","second-step/recovery-codes/","second-step/recovery-codes/generate/","second-step/recovery-codes/download/","second-step/webauthn/","second-step/webauthn/add/","second-step/webauthn/login/","second-step/webauthn/reauthenticate/","second-step/webauthn/keys/1/remove/","second-step/app/picture.svg","second-step/webauthn/keys/99999999999999999999999/edit/","second-step/trust/","verification-sent/","3rdparty/","password/reset/done/"]
ODD=["\x00","a\x00b","\ud800","x"*100000,"٣"*9,"²"*6,"%s{{x}}","ﷺ"*50,"a@b.c\r\nBcc: x@y.z","-1","9"*30,"[]","{}","[" * 9000]
NAMES=["login","password","email","display_name","password1","password2","oldpassword","code","credential","name","device","next","another_name","action_send","action_remove","action_add","with_reviews","others","remember","passwordless","key","action"]
@pytest.mark.parametrize("inn",[False,True])
def test_odd(client,customer,signed_in,inn,settings):
    settings.ACCOUNT_RATE_LIMITS=False
    bad=[]
    for p in PATHS:
        for o in ODD:
            c=signed_in(customer) if inn else client
            c.raise_request_exception=False
            for data in ({n:o for n in NAMES if n!="another_name"},{n:[o,o] for n in NAMES if n!="another_name"}):
                try: r=c.post(ADDR+p,data)
                except UnicodeEncodeError: continue
                if r.status_code>=500: bad.append((p,o[:20],r.status_code, str(getattr(r,"exc_info",[0,0])[1])[:200]))
                loc=r.headers.get("Location","")
                if loc.startswith(("http","//")): bad.append((p,loc))
            try: r=c.get(ADDR+p,{n:o[:5000] for n in NAMES})
            except UnicodeEncodeError: continue
            if r.status_code>=500: bad.append((p,"GET",o[:20],str(getattr(r,"exc_info",[0,0])[1])[:200]))
    assert not bad, "\n".join(map(str,bad[:20]))+f"\n{len(bad)}"

@pytest.mark.parametrize("nxt",["https://evil.example/","//evil.example","/\\evil.example","javascript:alert(1)","https:evil.example"," //evil.example","\t//evil.example"])
def test_redirects(client,customer,nxt,settings):
    for path,data in (("login/",{"login":"customer@example.com","password":factories.PASSWORD}),("logout/",{}),):
        r=client.post(ADDR+path,data|{"next":nxt})
        assert r.status_code==302 and r["Location"].startswith("/") and "evil" not in r["Location"],(path,r["Location"])
    r=client.post(ADDR+"signup/?next="+nxt,{"email":"n@example.com","display_name":"Bo","password1":factories.PASSWORD,"password2":factories.PASSWORD})
    r=client.post(ADDR+"signup/again/")
    print(r["Location"]); assert "evil" not in r["Location"]

def test_taken(client,customer,other_customer,signed_in):
    outs=[]
    for e in ("other_customer@example.com","free@example.com"):
        c=signed_in(customer)
        c.post(ADDR+"reauthenticate/",{"password":factories.PASSWORD})
        r=c.post(ADDR+"email/",{"email":e,"action_add":""},follow=True)
        outs.append((r.status_code,r.redirect_chain,r.content.decode().replace(e,"E")))
    import re,difflib
    a,b=[re.sub(r'(csrf[^>]*value=")[^"]*','',o[2]) for o in outs]
    print(outs[0][:2],outs[1][:2]); print([ (x.to,x.subject) for x in m.outbox])
    d=[l for l in difflib.unified_diff(a.splitlines(),b.splitlines(),lineterm="",n=0)]
    assert not d,"\n".join(d)
