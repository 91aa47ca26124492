package gateway.guard.pii;

import java.util.Map;

/**
 * The words that tell what a value beside them is, in German and English. A space stands for a space, a hyphen, an underscore,
 * a dot, a slash or nothing; {@code ~} for any of the usual words for "number" or for nothing; a leading {@code *} finds the
 * word within a compound too. Umlauts are written as two letters.
 */
final class CueWords {
    private static final String[] NUMBER_WORDS = {
        "", " nummer", " nr", " no", " number", " num", " numbers", " nummern", " nos", " id"
    };

    private static final Map<Integer, String> WORDS = Map.ofEntries(
            Map.entry(
                    Topics.PHONE,
                    """
                    *telefon~,*telephone~,*phone~,phones,tel~,*mobil~,mobile~,mobil tel,*handy~,cell~,cellphone~,*rufnummer,ruf nr,\
                    festnetz~,fax~,telefax~,fon~,mob,msisdn,whatsapp~,contact~,kontakt~,*notfallkontakt,notfall nummer,\
                    *durchwahl,hotline,landline,call,calls,call me,call me at,call us,called,calling,dial,dialed,ring me,text me,\
                    sms,reach me,reach me at,reached at,reachable,answering at,answering,anrufen,anruf,anrufe,ruf,rufen,rief,\
                    erreichbar,erreichen,erreicht,erreichst,*rueckruf,zurueckrufen,angerufen,telefonisch,telefonieren,callback~,\
                    phoned,voicemail,pager,office,desk"""),
            Map.entry(
                    Topics.BIRTH,
                    """
                    *geburtsdatum,*geburtstag,*geburts tag,*geburts datum,geboren,geb,gebdat,geb dat,geb datum,geburt,gebtag,\
                    geboren am,geboren den,geb am,geburtsjahr,geburtsdaten,born,born on,birthday,birth date,birthdate,date of birth,\
                    day of birth,dob,d o b,bday,b day,birth,born in,birth day,geburtstags"""),
            Map.entry(
                    Topics.CARD,
                    """
                    *kreditkarte,*kreditkarten~,*karten nummer,karten nr,*karte,credit card~,debit card~,card~,*creditcard~,cc~,\
                    ccnum,visa~,mastercard~,master card,amex,american express,pan,*kartennummern,payment card~,bank card~,bankkarte,\
                    debitkarte,maestro,girocard,zahlungskarte"""),
            Map.entry(Topics.IBAN, "*iban~,bank verbindung,konto verbindung,bankverbindungen"),
            Map.entry(
                    Topics.IP,
                    """
                    ip,ips,ip adresse,ip address,ip addr,*client ip,*login ip,ipv4,ipv6,ip adressen,ip addresses,remote addr,\
                    remote address,host,server,subnet,gateway,dns"""),
            Map.entry(
                    Topics.MAC,
                    "mac,mac address,mac adresse,macs,hardware address,hardware adresse,hwaddr,mac addr,ethernet,bssid,geraet,device"),
            Map.entry(
                    Topics.PLATE,
                    """
                    *kennzeichen~,kfz kennzeichen,kfz,nummernschild,number plate,numberplate,license plate~,licence plate~,plate~,\
                    plates,registration plate,vehicle registration,vehicle reg,reg plate,vrn,registration mark,car reg,\
                    license tag,tag number,*autokennzeichen,fahrzeug,vehicle,amtliches kennzeichen"""),
            Map.entry(
                    Topics.PASSPORT,
                    "*passport~,passports,*reisepass~,*reise pass~,pass nummer,pass nr,pass no,passnummer,passnr,travel document~"),
            Map.entry(
                    Topics.ID_CARD,
                    """
                    *personalausweis~,*personalausweises,perso~,id card~,identity card~,identity document~,national id~,id document~,\
                    identification card~,identitaetskarte~,id karte,personal id~,ausweisdokument"""),
            Map.entry(
                    Topics.ID_CARD | Topics.PASSPORT,
                    "*ausweis~,*ausweise,*ausweises,dokument nr,dokumenten nr,*dokumentennummer,document number,document no,document id"),
            Map.entry(
                    Topics.TAX_ID | Topics.TAX_NUMBER,
                    """
                    *steuer id,*steuer ident,*steuer identifikations~,*steuer identifikation,steuerident nr,*steueridentnummer,\
                    idnr,id nr,tin,*steuer nummer,*steuer nr,st nr,stnr,steuerkennung,german tax id,tax id~,tax number,tax no,\
                    taxpayer id~,tax identification~,tax nr,*steuernummern,steuer idnr,finanzamt nr,taxid,taxnumber"""),
            Map.entry(
                    Topics.PENSION | Topics.SVNR | Topics.AHV | Topics.SSN,
                    """
                    *sozialversicherungs~,*sozialversicherung,sozialversicherungsausweis,sv~,sv nummer,sv nr,\
                    social security number,social security no,social security,social insurance~,*versicherungs~,\
                    *versicherungsnummern"""),
            Map.entry(
                    Topics.PENSION,
                    """
                    *rentenversicherungs~,*rentenversicherung,*renten nummer,rv~,rvnr,vsnr,rentennr,pension insurance~,\
                    pension number,rentenkasse"""),
            Map.entry(
                    Topics.HEALTH,
                    """
                    *krankenversicherten~,*krankenversicherungs~,*krankenversicherung,*versicherten~,kvnr,kv~,kv nr,\
                    *krankenkassen~,*krankenkasse,egk~,gesundheitskarte~,health insurance~,*gesundheitskarten~,insured id,\
                    insurance card~,versichertenkarte,gkv"""),
            Map.entry(Topics.SVNR, "svnr,sv nr,svn,sozialversicherungsnummer at,e card~,ecard~,oesterreich"),
            Map.entry(Topics.AHV, "ahv~,avs~,nss,navs,ahvn,ahvnr,ahvn13"),
            Map.entry(Topics.SSN, "*ssn~,ssns,us ssn,social,soc sec~"),
            Map.entry(Topics.ITIN, "itin~,individual taxpayer~,us tin,taxpayer identification~"),
            Map.entry(Topics.NINO, "nino,ni~,national insurance~,nat ins~,ni no,nin"),
            Map.entry(Topics.NHS, "nhs~,nhs no,national health service~,nhsnumber"),
            Map.entry(
                    Topics.WALLET,
                    "wallet~,*bitcoin~,btc~,eth,ethereum,wallet address,*krypto adresse,crypto address,litecoin,ltc,wallets"),
            Map.entry(
                    Topics.USER,
                    """
                    *username~,user name,*benutzername,*benutzer name,*nutzername,*anmeldename,*login name,user id,userid,\
                    benutzerkennung,nutzerkennung,login id,account name,kontoname,user handle,screen name,benutzer id,\
                    zugangskennung,*uname,usr,sam account name,samaccountname,nickname"""),
            Map.entry(Topics.ACCOUNT, "user,users,login,benutzer,nutzer,anmelden,logged in as,log in as,handle"),
            Map.entry(
                    Topics.PASSWORD,
                    """
                    *password~,*passwort,*passwd,*kennwort,pwd,passwoerter,*passphrase,pass phrase,pass word,pw,zugangscode,\
                    *passcode,losung,*zugangspasswort,pass,psw,passw,credentials"""),
            Map.entry(Topics.PIN, "pin,pin code,pin number,geheimzahl,geheim nummer,geheimnummer,tan,puk,cvv,cvc,kartenpruefnummer"),
            Map.entry(
                    Topics.SECRET,
                    """
                    *api key,*apikey,api keys,*api token,*access key,*access key id,*secret key,*secret,*client secret,*token,\
                    *access token,*auth token,*refresh token,*bearer,authorization,private key,*account key,*app key,\
                    *signing key,*encryption key,api schluessel,*schluessel,key,keys,*webhook secret,x api key,*api secret,\
                    secret access key,zugangsschluessel,personal access token,session id,sessionid,cookie"""),
            Map.entry(
                    Topics.EMAIL, "*email~,e mail~,mail,*e mail adresse,*email address,mailto,*mail adresse,mailadresse,mails"),
            Map.entry(
                    Topics.PERSON,
                    """
                    *patient,*patientin,patienten,witness,zeuge,zeugin,zeugen,kunde,kundin,customer,mandant,mandantin,client,klient,\
                    klientin,versicherter,versicherte,versicherten,mitarbeiter,mitarbeiterin,employee,herr,herrn,frau,mr,mrs,ms,\
                    dr,name,bei,antragsteller,antragstellerin,applicant,bewerber,bewerberin,claimant,defendant,klaeger,klaegerin,\
                    beklagter,kind,child,son,daughter,sohn,tochter,insured,beneficiary,proband,spouse,ehefrau,ehemann,\
                    person,suspect,beschuldigte,beschuldigter,verdaechtige,verdaechtiger,opfer,victim,schueler,student,studentin,\
                    schuelerin,mieter,mieterin,tenant,resident,member,mitglied,erblasser,erblasserin"""),
            Map.entry(
                    Topics.DATE,
                    """
                    died,death,gestorben,verstorben,issued,ausgestellt,ausgestellt am,valid until,valid,gueltig,gueltig bis,expires,\
                    expiry,ablauf,ablaufdatum,created,updated,datum,date,termin,appointment,seit,since,due,faellig,admission,\
                    aufnahme,entlassung,entlassen,discharge,discharged,bestellt,ordered,eintritt,hired,\
                    deadline,frist,rechnungsdatum,operiert,surgery,unfall,accident,visit,besuch"""),
            Map.entry(
                    Topics.VERSION,
                    """
                    *version,versions,versionen,release,releases,build,firmware,update auf,upgrade to,kapitel,chapter,section,\
                    abschnitt,paragraph,java,python,node,kernel,driver,treiber,patch,assembly,chrome,firefox,windows,oid"""),
            Map.entry(
                    Topics.OTHER,
                    """
                    *bestell~,*bestellung,*bestellnummer,order~,orders,*rechnung,*rechnungs~,invoice~,*auftrag,*auftrags~,\
                    *artikel~,article~,sku,isbn,issn,ean,gtin,upc,asin,*serien~,serial~,*seriennummer,tracking~,*sendungs~,\
                    *sendung,*paket~,shipment~,parcel~,*vorgangs~,*vorgang,ticket~,case~,*akten~,*aktenzeichen,az,reference~,ref~,\
                    *referenz~,transaction~,*transaktions~,*beleg~,receipt~,*kunden nummer,kunden nr,*kundennummer,customer id,\
                    customer number,customer no,account number,account no,*konto nummer,kontonr,blz,bankleitzahl,routing number,\
                    *vertrags~,contract~,policy number,model~,modell~,part number,product~,*produkt~,commit~,sha,hash,checksum,\
                    md5,uuid,trace~,request id,batch~,chargen~,lot~,timestamp~,zeitstempel,epoch,unix time,doi,pmid,arxiv,\
                    license number,lizenz~,licence number,imei,vat~,ust id~,umsatzsteuer id~,handelsregister,hrb,hra,lanr,bsnr,\
                    betriebsnummer,coordinates,koordinaten,compute,berechne,multiply,amount,betrag,price,preis,summe,total,port,\
                    quantity,menge,aktion,gutschein~,voucher~,coupon~,barcode,*teilenummer,*inventar~,*zaehler~,meter~,\
                    iso,din,rfc,cve,patent~,*pruefsumme,wkn,isin,bic,swift,employer id~,ein""")); 

    private CueWords() {}

    /** Puts every phrase into a trie under construction. */
    static void into(CueTrie.Builder builder) {
        WORDS.forEach((topics, list) -> {
            for (String phrase : list.split(",", -1)) {
                boolean anywhere = phrase.startsWith("*");
                String word = anywhere ? phrase.substring(1) : phrase;
                if (word.endsWith("~")) {
                    for (String number : NUMBER_WORDS) {
                        builder.add(word.substring(0, word.length() - 1) + number, topics, anywhere);
                    }
                } else {
                    builder.add(word, topics, anywhere);
                }
            }
        });
    }
}
